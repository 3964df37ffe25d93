package northpost.simulation;

import northpost.domain.Adjudication;
import northpost.domain.CapturedSample;

/**
 * A capture with the truth about it.
 *
 * @param adjudication what the officer will find, some time after the capture; null when nobody
 *     looks
 */
public record SimulatedCapture(CapturedSample sample, Truth truth, Adjudication adjudication) {}
