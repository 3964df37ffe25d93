/**
 * A Flink cluster of processes on this machine, started from what the image is made of, with a real
 * Kafka, a real Elasticsearch and ZooKeeper beside it; and what becomes of captures when its
 * processes are killed, and when the job is upgraded.
 */
package northpost.cluster;
