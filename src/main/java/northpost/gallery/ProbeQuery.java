package northpost.gallery;

import northpost.domain.ComparisonKind;
import northpost.domain.Probe;

/**
 * A probe on its way to one shard.
 *
 * @param shardKey Flink key of the shard
 * @param shardsAsked how many shards answer this probe in all
 */
public record ProbeQuery(int shardKey, int shardsAsked, ComparisonKind kind, Probe probe) {}
