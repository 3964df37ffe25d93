/**
 * Error rates of one-to-one comparison on labelled photos, after ISO/IEC 19795-1: scores of mated
 * and non-mated pairs to FMR, FNMR, EER, intervals and a report. Knows nothing of how scores come
 * about. Only here, and in test data, is it known which pairs are mated.
 */
package northpost.evaluation;
