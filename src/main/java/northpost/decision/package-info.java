/**
 * Candidate list and policy to decision: the threshold, the margin, and the reason of each outcome.
 */
package northpost.decision;
