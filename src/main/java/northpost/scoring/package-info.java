/** How well anomalies were found that were planted on purpose: recall, precision, delay. */
package northpost.scoring;
