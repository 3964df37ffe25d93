/** The commands of {@code ./northpost}: each checks its arguments, works, and exits 0, 1 or 2. */
package northpost.tool;
