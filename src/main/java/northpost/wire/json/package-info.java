/**
 * The records as plain JSON, one a line: field names of the Avro schema, no union wrappers, times
 * as ISO-8601 or epoch milliseconds, photos as base64 or as a path beside the file.
 */
package northpost.wire.json;
