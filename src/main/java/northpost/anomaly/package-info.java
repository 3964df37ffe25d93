/**
 * Watches that say what an operator should look at: {@link northpost.anomaly.PortWatch} compares
 * the minutes of a port with what it has learned of them, the others find patterns in decisions.
 */
package northpost.anomaly;
