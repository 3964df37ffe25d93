/**
 * From bytes on a topic or lines in a file to valid captures, references and policies. What cannot
 * be read or is not valid becomes a rejection and travels beside the rest; nothing here throws for
 * what a record contains.
 */
package northpost.source;
