package northpost.suite;

import northpost.scoring.Score;

/**
 * One scenario under one seed, from end to end.
 *
 * @param captures simulated
 * @param decisions of the job
 * @param seconds of wall clock for all of it
 */
public record ScenarioRun(
    String scenario, long seed, long captures, long decisions, double seconds, Score score) {}
