package northpost.encounter;

import java.io.Serializable;

/**
 * When an encounter ends.
 *
 * @param gapMillis an encounter without a capture for so long (event time) is closed
 * @param answerWithinMillis after the gap, how long an adjudication or a late capture still
 *     corrects it
 */
public record EncounterSettings(long gapMillis, long answerWithinMillis) implements Serializable {}
