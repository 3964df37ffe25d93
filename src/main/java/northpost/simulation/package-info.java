/**
 * Travellers on their way through the ports: who arrives where and when, what the cameras take, and
 * the truth about it that no production stream knows.
 *
 * <p>Everything follows from a seed: the same seed and settings give the same captures.
 */
package northpost.simulation;
