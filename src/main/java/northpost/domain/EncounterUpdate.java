package northpost.domain;

/**
 * What is now known of an encounter, and what was before: whoever counts encounters takes the one
 * off and adds the other, and so never counts one twice.
 *
 * @param before null the first time
 */
public record EncounterUpdate(Encounter before, Encounter now) {}
