/**
 * The Kafka topics that a deployment needs: what each must be, and how a broker is brought there.
 */
package northpost.topics;
