/** Decisions and dead letters as messages. */
package northpost.sink.kafka;
