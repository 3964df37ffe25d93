package northpost.dashboard;

/**
 * A list of values to choose from, above the panels: only documents that have one of the chosen
 * values in the field count.
 */
public record Control(String id, String title, DataView dataView, String field) {}
