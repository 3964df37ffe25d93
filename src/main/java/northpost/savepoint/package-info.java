/**
 * The gallery in savepoints, while no job runs: written from files, read, and split anew.
 *
 * <p>All of it streams through an embedded Flink with RocksDB; no gallery is held in memory.
 */
package northpost.savepoint;
