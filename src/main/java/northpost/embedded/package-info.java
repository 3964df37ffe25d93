/**
 * A real Kafka broker and a real Elasticsearch as processes of their own, for the demo and the
 * tests. The servers' jars are built by {@code mvn antrun:run@servers} into {@code target/servers};
 * they are never on Northpost's own class path and never part of what is shipped.
 */
package northpost.embedded;
