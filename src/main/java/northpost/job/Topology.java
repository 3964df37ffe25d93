package northpost.job;

import northpost.analytics.LaneFunnelFunction;
import northpost.analytics.PortFunnelFunction;
import northpost.analytics.SeededProbeFunction;
import northpost.anomaly.DocumentConflictFunction;
import northpost.anomaly.IdentityConflictFunction;
import northpost.anomaly.ImpossibleTravelFunction;
import northpost.anomaly.RepeatedRejectionFunction;
import northpost.anomaly.ReplayFunction;
import northpost.decision.DecisionFunction;
import northpost.decision.PolicyState;
import northpost.domain.Anomaly;
import northpost.domain.CapturedSample;
import northpost.domain.DeadLetter;
import northpost.domain.Decision;
import northpost.domain.ErrorRateWindow;
import northpost.domain.FunnelWindow;
import northpost.domain.PolicyUpdate;
import northpost.domain.Probe;
import northpost.domain.ReferenceUpdate;
import northpost.face.ReferenceExtractionFunction;
import northpost.face.TemplateExtractionFunction;
import northpost.gallery.CandidateList;
import northpost.gallery.MatchOperator;
import northpost.gallery.ProbeQuery;
import northpost.gallery.RoutingFunction;
import northpost.gallery.ShardAnswer;
import northpost.gallery.ShardMergeFunction;
import northpost.gallery.Shards;
import northpost.sink.AnomalyDocument;
import northpost.sink.DeadLetterDocument;
import northpost.sink.DecisionDocument;
import northpost.sink.Document;
import northpost.sink.ErrorRateDocument;
import northpost.sink.FunnelDocument;
import northpost.source.CaptureAdmission;
import northpost.source.DeduplicationFunction;
import northpost.source.OptOutGate;
import northpost.source.PolicyAdmission;
import northpost.source.PortRegistryYaml;
import northpost.source.ReferenceAdmission;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;

/**
 * The whole graph, in the order of the data.
 *
 * <pre>
 * captures ── admission ──(captureId)── deduplication ── opt-out gate ─┬─ template extraction ─┐
 *                                                                      └────── opted out ──────┤
 *                                                                                        routing ─┬─ not compared ─┐
 * references ─ admission ─(referenceId)─ extraction ──(shard)──┐                                  │                │
 *                                                       gallery match ◄──────────(shard)──────────┘                │
 *                                                              │                                                   │
 * policies ── admission ── broadcast ──┐                (captureId) shard merge ───────────────────┬───────────────┘
 *                                      └──────────────► decision ◄─────────(captureId)─────────────┘
 *                                                          ├── decisions
 *                                                          ├──(lane)── lane funnel ──(port, window)── port funnel
 *                                                          ├──(image digest)── replay watch
 *                                                          ├──(two subjects)── identity conflict watch
 *                                                          ├──(encounter)── document conflict watch
 *                                                          ├──(subject)── impossible travel
 *                                                          ├──(lane, document)── repeated rejection
 *                                                          └──(port, hour)── seeded probes
 * everything refused anywhere ── dead letters
 * </pre>
 *
 * A photo crosses the network once, from the source to the face pipeline, spread by captureId:
 * ports are uneven, captureIds are not, and a repeated captureId meets its first one there, before
 * anything is decoded.
 */
public final class Topology {
  private final StreamExecutionEnvironment env;
  private final TopologySettings settings;
  private final Outputs outputs;

  private Topology(StreamExecutionEnvironment env, TopologySettings settings, Outputs outputs) {
    this.env = env;
    this.settings = settings;
    this.outputs = outputs;
  }

  /** Adds the graph to the environment. */
  public static void build(
      StreamExecutionEnvironment env, Inputs inputs, Outputs outputs, TopologySettings settings) {
    env.setMaxParallelism(Shards.MAX_PARALLELISM);
    new Topology(env, settings, outputs).build(inputs);
  }

  /**
   * Adds the stages from a template to a decision alone: routing, gallery match, merge, decision.
   *
   * @param probes spread evenly, as by captureId
   * @param enrolments with templates
   * @return the decisions; nothing is written anywhere
   */
  public static SingleOutputStreamOperator<Decision> decisions(
      DataStream<Probe> probes,
      DataStream<ReferenceUpdate> enrolments,
      DataStream<PolicyUpdate> policies,
      TopologySettings settings) {
    probes.getExecutionEnvironment().setMaxParallelism(Shards.MAX_PARALLELISM);
    var queries = routed(probes, settings);
    var candidates = merged(matched(queries, enrolments, settings), settings);
    return decided(
        candidates.union(queries.getSideOutput(SideOutputs.NOT_COMPARED)), policies, settings);
  }

  private void build(Inputs inputs) {
    var captures = admittedCaptures(inputs);
    var distinct = deduplicated(captures);
    var gated = behindOptOutGate(distinct);
    var probes = extracted(gated).union(gated.getSideOutput(SideOutputs.OPTED_OUT));

    var references = admittedReferences(inputs);
    var enrolments = enrolled(references);
    var policies = admittedPolicies(inputs);
    var decisions = decisions(probes, enrolments, policies, settings);

    var lanes = countedByLane(decisions);
    var funnels = lanes.union(countedByPort(lanes));
    var anomalies =
        replays(decisions)
            .union(identityConflicts(decisions))
            .union(
                documentConflicts(decisions),
                impossibleTravel(decisions),
                repeatedRejections(decisions));
    var errorRates = errorRates(decisions);
    var deadLetters =
        captures
            .getSideOutput(SideOutputs.DEAD_LETTERS)
            .union(
                distinct.getSideOutput(SideOutputs.DEAD_LETTERS),
                references.getSideOutput(SideOutputs.DEAD_LETTERS),
                enrolments.getSideOutput(SideOutputs.DEAD_LETTERS),
                policies.getSideOutput(SideOutputs.DEAD_LETTERS));
    write(decisions, funnels, anomalies, errorRates, deadLetters);
  }

  private SingleOutputStreamOperator<CapturedSample> admittedCaptures(Inputs inputs) {
    return env.fromSource(inputs.captures(), inputs.captureTime(), OperatorIds.CAPTURES)
        .uid(OperatorIds.CAPTURES)
        .process(new CaptureAdmission(SideOutputs.DEAD_LETTERS))
        .uid(OperatorIds.CAPTURE_ADMISSION)
        .name(OperatorIds.CAPTURE_ADMISSION);
  }

  private SingleOutputStreamOperator<CapturedSample> deduplicated(
      DataStream<CapturedSample> captures) {
    return keptOutOfCheckpoints(captures.keyBy(sample -> sample.capture().captureId()))
        .process(new DeduplicationFunction(SideOutputs.DEAD_LETTERS))
        .uid(OperatorIds.DEDUPLICATION)
        .name(OperatorIds.DEDUPLICATION);
  }

  /**
   * Photos are on their way here. An unaligned checkpoint would persist what is in flight; on this
   * edge its barriers stay aligned whatever a deployment configures.
   */
  private static <T, K> KeyedStream<T, K> keptOutOfCheckpoints(KeyedStream<T, K> photos) {
    ((PartitionTransformation<T>) photos.getTransformation())
        .getPartitioner()
        .disableUnalignedCheckpoints();
    return photos;
  }

  private SingleOutputStreamOperator<CapturedSample> behindOptOutGate(
      DataStream<CapturedSample> captures) {
    return captures
        .process(new OptOutGate(SideOutputs.OPTED_OUT))
        .uid(OperatorIds.OPT_OUT_GATE)
        .name(OperatorIds.OPT_OUT_GATE);
  }

  private SingleOutputStreamOperator<Probe> extracted(DataStream<CapturedSample> captures) {
    return captures
        .process(new TemplateExtractionFunction(settings.pipelines()))
        .uid(OperatorIds.TEMPLATE_EXTRACTION)
        .name(OperatorIds.TEMPLATE_EXTRACTION);
  }

  private static SingleOutputStreamOperator<ProbeQuery> routed(
      DataStream<Probe> probes, TopologySettings settings) {
    return probes
        .process(new RoutingFunction(settings.shards(), SideOutputs.NOT_COMPARED))
        .uid(OperatorIds.ROUTING)
        .name(OperatorIds.ROUTING);
  }

  private SingleOutputStreamOperator<ReferenceUpdate> admittedReferences(Inputs inputs) {
    return env.fromSource(inputs.references(), inputs.referenceTime(), OperatorIds.REFERENCES)
        .uid(OperatorIds.REFERENCES)
        .process(new ReferenceAdmission(SideOutputs.DEAD_LETTERS))
        .uid(OperatorIds.REFERENCE_ADMISSION)
        .name(OperatorIds.REFERENCE_ADMISSION);
  }

  /** Spread by referenceId, so that a withdrawal never overtakes the enrolment before it. */
  private SingleOutputStreamOperator<ReferenceUpdate> enrolled(
      DataStream<ReferenceUpdate> references) {
    return keptOutOfCheckpoints(references.keyBy(ReferenceUpdate::referenceId))
        .process(new ReferenceExtractionFunction(settings.pipelines(), SideOutputs.DEAD_LETTERS))
        .uid(OperatorIds.REFERENCE_EXTRACTION)
        .name(OperatorIds.REFERENCE_EXTRACTION);
  }

  private static SingleOutputStreamOperator<ShardAnswer> matched(
      DataStream<ProbeQuery> queries,
      DataStream<ReferenceUpdate> enrolments,
      TopologySettings settings) {
    ShardKey shardKey = new ShardKey(settings.shards());
    return queries
        .keyBy(ProbeQuery::shardKey, Types.INT)
        .connect(enrolments.keyBy(shardKey, Types.INT))
        .transform(
            OperatorIds.GALLERY_MATCH,
            TypeInformation.of(ShardAnswer.class),
            new MatchOperator(settings.match()))
        .uid(OperatorIds.GALLERY_MATCH);
  }

  private static SingleOutputStreamOperator<CandidateList> merged(
      DataStream<ShardAnswer> answers, TopologySettings settings) {
    return answers
        .keyBy(answer -> answer.probe().capture().captureId())
        .process(new ShardMergeFunction(settings.timeBudgetMillis()))
        .uid(OperatorIds.SHARD_MERGE)
        .name(OperatorIds.SHARD_MERGE);
  }

  private SingleOutputStreamOperator<PolicyUpdate> admittedPolicies(Inputs inputs) {
    return env.fromSource(inputs.policies(), inputs.policyTime(), OperatorIds.POLICIES)
        .uid(OperatorIds.POLICIES)
        .setParallelism(1)
        .process(new PolicyAdmission(SideOutputs.DEAD_LETTERS))
        .uid(OperatorIds.POLICY_ADMISSION)
        .name(OperatorIds.POLICY_ADMISSION)
        .setParallelism(1);
  }

  private static SingleOutputStreamOperator<Decision> decided(
      DataStream<CandidateList> candidates,
      DataStream<PolicyUpdate> policies,
      TopologySettings settings) {
    return candidates
        .keyBy(list -> list.probe().capture().captureId())
        .connect(policies.broadcast(PolicyState.policies()))
        .process(new DecisionFunction(settings.systemPolicy(), settings.match().order()))
        .uid(OperatorIds.DECISION)
        .name(OperatorIds.DECISION);
  }

  private SingleOutputStreamOperator<FunnelWindow> countedByLane(DataStream<Decision> decisions) {
    return decisions
        .filter(Topology::isOfTraveller)
        .uid(OperatorIds.LANE_FUNNEL_INPUT)
        .name(OperatorIds.LANE_FUNNEL_INPUT)
        .keyBy(decision -> decision.capture().laneId())
        .process(new LaneFunnelFunction())
        .uid(OperatorIds.LANE_FUNNEL)
        .name(OperatorIds.LANE_FUNNEL);
  }

  private SingleOutputStreamOperator<FunnelWindow> countedByPort(DataStream<FunnelWindow> lanes) {
    return lanes
        .keyBy(PortFunnelFunction::key)
        .process(new PortFunnelFunction())
        .uid(OperatorIds.PORT_FUNNEL)
        .name(OperatorIds.PORT_FUNNEL);
  }

  private SingleOutputStreamOperator<Anomaly> replays(DataStream<Decision> decisions) {
    return decisions
        .filter(decision -> isOfTraveller(decision) && decision.imageDigest() != null)
        .uid(OperatorIds.REPLAY_WATCH_INPUT)
        .name(OperatorIds.REPLAY_WATCH_INPUT)
        .keyBy(Decision::imageDigest)
        .process(new ReplayFunction())
        .uid(OperatorIds.REPLAY_WATCH)
        .name(OperatorIds.REPLAY_WATCH);
  }

  private SingleOutputStreamOperator<Anomaly> identityConflicts(DataStream<Decision> decisions) {
    return decisions
        .filter(decision -> isOfTraveller(decision) && IdentityConflictFunction.concerns(decision))
        .uid(OperatorIds.IDENTITY_CONFLICT_INPUT)
        .name(OperatorIds.IDENTITY_CONFLICT_INPUT)
        .keyBy(IdentityConflictFunction::key)
        .process(new IdentityConflictFunction())
        .uid(OperatorIds.IDENTITY_CONFLICT_WATCH)
        .name(OperatorIds.IDENTITY_CONFLICT_WATCH);
  }

  private SingleOutputStreamOperator<Anomaly> documentConflicts(DataStream<Decision> decisions) {
    return decisions
        .filter(decision -> isOfTraveller(decision) && DocumentConflictFunction.concerns(decision))
        .uid(OperatorIds.DOCUMENT_CONFLICT_INPUT)
        .name(OperatorIds.DOCUMENT_CONFLICT_INPUT)
        .keyBy(decision -> decision.capture().encounterId())
        .process(new DocumentConflictFunction())
        .uid(OperatorIds.DOCUMENT_CONFLICT_WATCH)
        .name(OperatorIds.DOCUMENT_CONFLICT_WATCH);
  }

  private SingleOutputStreamOperator<Anomaly> impossibleTravel(DataStream<Decision> decisions) {
    return decisions
        .filter(decision -> isOfTraveller(decision) && ImpossibleTravelFunction.concerns(decision))
        .uid(OperatorIds.IMPOSSIBLE_TRAVEL_INPUT)
        .name(OperatorIds.IMPOSSIBLE_TRAVEL_INPUT)
        .keyBy(ImpossibleTravelFunction::key)
        .process(new ImpossibleTravelFunction(PortRegistryYaml.shipped()))
        .uid(OperatorIds.IMPOSSIBLE_TRAVEL)
        .name(OperatorIds.IMPOSSIBLE_TRAVEL);
  }

  private SingleOutputStreamOperator<Anomaly> repeatedRejections(DataStream<Decision> decisions) {
    return decisions
        .filter(decision -> isOfTraveller(decision) && RepeatedRejectionFunction.concerns(decision))
        .uid(OperatorIds.REPEATED_REJECTION_INPUT)
        .name(OperatorIds.REPEATED_REJECTION_INPUT)
        .keyBy(RepeatedRejectionFunction::key)
        .process(new RepeatedRejectionFunction())
        .uid(OperatorIds.REPEATED_REJECTION)
        .name(OperatorIds.REPEATED_REJECTION);
  }

  private SingleOutputStreamOperator<ErrorRateWindow> errorRates(DataStream<Decision> decisions) {
    return decisions
        .filter(decision -> !isOfTraveller(decision))
        .uid(OperatorIds.SEEDED_PROBES_INPUT)
        .name(OperatorIds.SEEDED_PROBES_INPUT)
        .keyBy(SeededProbeFunction::key)
        .process(new SeededProbeFunction())
        .uid(OperatorIds.SEEDED_PROBES)
        .name(OperatorIds.SEEDED_PROBES);
  }

  /** Nobody is behind a seeded probe: it is in no count of travellers and in no watch. */
  private static boolean isOfTraveller(Decision decision) {
    return decision.capture().seededProbe() == null;
  }

  private void write(
      DataStream<Decision> decisions,
      DataStream<FunnelWindow> funnels,
      DataStream<Anomaly> anomalies,
      DataStream<ErrorRateWindow> errorRates,
      DataStream<DeadLetter> deadLetters) {
    decisions
        .sinkTo(outputs.decisions())
        .uid(OperatorIds.DECISION_SINK)
        .name(OperatorIds.DECISION_SINK);
    deadLetters
        .sinkTo(outputs.deadLetters())
        .uid(OperatorIds.DEAD_LETTER_SINK)
        .name(OperatorIds.DEAD_LETTER_SINK);
    if (outputs.funnels() != null) {
      funnels.sinkTo(outputs.funnels()).uid(OperatorIds.FUNNEL_SINK).name(OperatorIds.FUNNEL_SINK);
    }
    if (outputs.anomalies() != null) {
      anomalies
          .sinkTo(outputs.anomalies())
          .uid(OperatorIds.ANOMALY_SINK)
          .name(OperatorIds.ANOMALY_SINK);
    }
    if (outputs.errorRates() != null) {
      errorRates
          .sinkTo(outputs.errorRates())
          .uid(OperatorIds.ERROR_RATE_SINK)
          .name(OperatorIds.ERROR_RATE_SINK);
    }
    if (outputs.documents() != null) {
      documents(decisions, funnels, anomalies, errorRates, deadLetters)
          .sinkTo(outputs.documents())
          .uid(OperatorIds.DOCUMENT_SINK)
          .name(OperatorIds.DOCUMENT_SINK);
    }
  }

  private static DataStream<Document> documents(
      DataStream<Decision> decisions,
      DataStream<FunnelWindow> funnels,
      DataStream<Anomaly> anomalies,
      DataStream<ErrorRateWindow> errorRates,
      DataStream<DeadLetter> deadLetters) {
    return decisions
        .map(DecisionDocument::of)
        .uid(OperatorIds.DECISION_DOCUMENTS)
        .name(OperatorIds.DECISION_DOCUMENTS)
        .union(
            funnels
                .map(FunnelDocument::of)
                .uid(OperatorIds.FUNNEL_DOCUMENTS)
                .name(OperatorIds.FUNNEL_DOCUMENTS),
            anomalies
                .map(AnomalyDocument::of)
                .uid(OperatorIds.ANOMALY_DOCUMENTS)
                .name(OperatorIds.ANOMALY_DOCUMENTS),
            errorRates
                .map(ErrorRateDocument::of)
                .uid(OperatorIds.ERROR_RATE_DOCUMENTS)
                .name(OperatorIds.ERROR_RATE_DOCUMENTS),
            deadLetters
                .map(DeadLetterDocument::of)
                .uid(OperatorIds.DEAD_LETTER_DOCUMENTS)
                .name(OperatorIds.DEAD_LETTER_DOCUMENTS));
  }
}
