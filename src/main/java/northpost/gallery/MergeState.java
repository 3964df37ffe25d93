package northpost.gallery;

import java.util.ArrayList;
import java.util.List;
import northpost.domain.Candidate;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The state of the shard-merge operator: what has been heard so far of one capture. It ends when
 * all shards have answered, or {@link ShardMergeFunction#LATE_ANSWER_MILLIS} after the time budget.
 *
 * @param shardKeys shards heard
 * @param closed decided already for want of time; answers that still come are dropped
 * @param timer processing time at which this state is looked at again
 */
public record MergeState(
    ShardAnswer first,
    List<Integer> shardKeys,
    List<Candidate> candidates,
    int searched,
    int otherModel,
    boolean closed,
    long timer) {

  /** Name and type are for ever: docs/state.md. */
  public static ValueStateDescriptor<MergeState> descriptor() {
    return new ValueStateDescriptor<>("shard-answers", TypeInformation.of(MergeState.class));
  }

  static MergeState of(ShardAnswer first, long timer) {
    return new MergeState(first, List.of(), List.of(), 0, 0, false, timer);
  }

  /** With one more answer; a shard heard twice counts once. */
  MergeState plus(ShardAnswer answer) {
    if (shardKeys.contains(answer.shardKey())) {
      return this;
    }
    List<Integer> keys = new ArrayList<>(shardKeys);
    keys.add(answer.shardKey());
    List<Candidate> all = new ArrayList<>(candidates);
    all.addAll(answer.candidates());
    return new MergeState(
        first,
        keys,
        Candidates.best(all),
        searched + answer.searched(),
        otherModel + answer.otherModel(),
        closed,
        timer);
  }

  MergeState close(long cleanUpAt) {
    return new MergeState(first, List.of(), List.of(), 0, 0, true, cleanUpAt);
  }

  MergeState lookedAtAgain(long at) {
    return new MergeState(first, shardKeys, candidates, searched, otherModel, closed, at);
  }

  boolean complete() {
    return shardKeys.size() == first.shardsAsked();
  }

  CandidateList merged() {
    ComparisonStatus status =
        otherModel > 0 ? ComparisonStatus.PARTLY_COMPARED : ComparisonStatus.COMPARED;
    if (searched == 0) {
      status =
          otherModel > 0 ? ComparisonStatus.MODEL_MISMATCH : ComparisonStatus.GALLERY_NOT_LOADED;
    }
    return new CandidateList(
        first.probe(), first.modelId(), first.kind(), status, candidates, first.galleryIds());
  }

  CandidateList timedOut() {
    return new CandidateList(
        first.probe(),
        first.modelId(),
        first.kind(),
        ComparisonStatus.TIME_BUDGET_SPENT,
        List.of(),
        first.galleryIds());
  }
}
