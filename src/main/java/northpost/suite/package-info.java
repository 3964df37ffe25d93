/** Scenarios from end to end: simulated, run through the whole job, and scored. */
package northpost.suite;
