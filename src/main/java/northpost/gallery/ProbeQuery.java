package northpost.gallery;

import java.time.Instant;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;
import northpost.domain.Template;

/**
 * A question to one subtask of the gallery: what a comparison needs of a probe, and no more.
 *
 * @param shardKey Flink key that leads there: of the shard of the reference, or of the subtask's
 *     first shard
 * @param firstShard the first of the shards asked, which follow one another
 * @param shards how many of them; more than one only for an identification
 * @param sought the referenceId presented (1:1), or the galleryId (1:N)
 * @param answerBy when the time budget is spent (epoch milliseconds), or {@link
 *     ShardMergeFunction#UNBOUNDED}
 */
public record ProbeQuery(
    int shardKey,
    int firstShard,
    int shards,
    String captureId,
    ComparisonKind kind,
    Instant capturedAt,
    String sought,
    Template template,
    long answerBy) {

  static ProbeQuery verification(Probe probe, int shardKey, int shard, long answerBy) {
    return of(
        probe,
        new ShardRange(shard, shard + 1),
        shardKey,
        ComparisonKind.VERIFICATION,
        probe.capture().presentedReferenceId(),
        answerBy);
  }

  static ProbeQuery identification(Probe probe, int shardKey, ShardRange shards, long answerBy) {
    return of(
        probe,
        shards,
        shardKey,
        ComparisonKind.IDENTIFICATION,
        probe.capture().galleryId(),
        answerBy);
  }

  private static ProbeQuery of(
      Probe probe,
      ShardRange shards,
      int shardKey,
      ComparisonKind kind,
      String sought,
      long answerBy) {
    return new ProbeQuery(
        shardKey,
        shards.first(),
        shards.size(),
        probe.capture().captureId(),
        kind,
        probe.capture().capturedAt(),
        sought,
        probe.template(),
        answerBy);
  }

  ShardRange range() {
    return new ShardRange(firstShard, firstShard + shards);
  }

  boolean spentAt(long time) {
    return answerBy != ShardMergeFunction.UNBOUNDED && time >= answerBy;
  }
}
