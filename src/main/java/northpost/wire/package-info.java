/**
 * The records on topics: Avro classes generated from {@code src/main/avro}, their released
 * versions, and codecs between them and the records of {@code domain}. Messages are in Avro
 * single-object encoding: two marker bytes, the fingerprint of the writer's schema, the body.
 */
package northpost.wire;
