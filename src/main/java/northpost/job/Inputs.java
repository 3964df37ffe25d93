package northpost.job;

import northpost.source.AdjudicationArrival;
import northpost.source.CaptureArrival;
import northpost.source.PolicyArrival;
import northpost.source.ReferenceArrival;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the records come from, and their event time. Only captures carry event time; references,
 * policies and adjudications say with their watermarks when they are complete, or are idle.
 */
public record Inputs(
    Source<CaptureArrival, ?, ?> captures,
    WatermarkStrategy<CaptureArrival> captureTime,
    Source<ReferenceArrival, ?, ?> references,
    WatermarkStrategy<ReferenceArrival> referenceTime,
    Source<PolicyArrival, ?, ?> policies,
    WatermarkStrategy<PolicyArrival> policyTime,
    Source<AdjudicationArrival, ?, ?> adjudications,
    WatermarkStrategy<AdjudicationArrival> adjudicationTime) {}
