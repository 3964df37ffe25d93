/**
 * Results as flat lines of JSON: stable field names and order, times as ISO-8601, absent values
 * left out.
 */
package northpost.sink.json;
