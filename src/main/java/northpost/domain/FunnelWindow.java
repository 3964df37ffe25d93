package northpost.domain;

import java.time.Instant;

/**
 * Travellers of one window by where they ended: of a lane (each mode and zone apart), a crossing
 * (all, and each mode), or a port (all, each mode, and each zone).
 *
 * @param scope LANE, CROSSING or PORT
 * @param crossingId null at port scope
 * @param laneId null at port and crossing scope
 * @param mode null: all
 * @param zone null: all
 * @param end exclusive: 1 minute, 15 minutes, 1 hour, or a local day of the port (23 to 25 hours)
 *     after the start
 * @param version changes counted: rises with each correction of the window
 * @param change what is new in the counts since the window was last written
 * @param changes how many changes that were
 */
public record FunnelWindow(
    String scope,
    String portCode,
    String crossingId,
    String laneId,
    Mode mode,
    Zone zone,
    Instant start,
    Instant end,
    long version,
    EncounterCounts counts,
    EncounterCounts change,
    long changes) {}
