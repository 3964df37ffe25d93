package northpost.domain;

import java.time.Instant;

/**
 * How many of the people in a vehicle, bus, train or ferry were captured. A later record of the
 * same conveyance replaces the one before: both counts are in it.
 *
 * @param at the first capture of the conveyance: the minute it counts in, for ever
 * @param occupantsPresent the most that any capture of it says; never below {@code encounters}
 * @param encounters travellers of it of whom a photo was taken, or who opted out
 * @param occupantsPresentBefore 0 the first time
 * @param encountersBefore 0 the first time
 */
public record ConveyanceUpdate(
    String conveyanceId,
    String portCode,
    String crossingId,
    String laneId,
    Mode mode,
    Zone zone,
    Instant at,
    int occupantsPresent,
    int encounters,
    int occupantsPresentBefore,
    int encountersBefore) {}
