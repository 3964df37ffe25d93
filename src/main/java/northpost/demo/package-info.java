/**
 * The embedded default: a real Kafka, a real Elasticsearch and Flink on one machine, with rendered
 * travellers at all ports, and what becomes of them.
 */
package northpost.demo;
