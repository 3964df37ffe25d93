/**
 * Windows and watches over decisions: what an operator acts on. Each figure says what it counts.
 */
package northpost.analytics;
