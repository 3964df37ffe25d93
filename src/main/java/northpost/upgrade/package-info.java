/**
 * Makes a next version of the job from its sources, in which every type of state has a field more:
 * what an upgrade is rehearsed with.
 */
package northpost.upgrade;
