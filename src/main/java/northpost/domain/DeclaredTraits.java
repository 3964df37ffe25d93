package northpost.domain;

/**
 * What a subject declared of themselves, for fairness figures only. Each may be null.
 *
 * @param birthDecade e.g. 1980
 */
public record DeclaredTraits(String sex, Integer birthDecade, String region) {}
