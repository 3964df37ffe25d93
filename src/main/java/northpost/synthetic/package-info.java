/**
 * Travellers who do not exist: faces drawn from formulas and a seed, and a population of them.
 *
 * <p>No photo, scan or learned face model is used. Two rendered people are closer to each other
 * than two real ones, so a population is selected to be apart, and no rate measured on it says how
 * well the networks do on real faces.
 */
package northpost.synthetic;
