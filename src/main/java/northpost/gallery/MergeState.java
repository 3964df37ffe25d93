package northpost.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What has been heard so far of one capture: the state of the shard-merge operator.
 *
 * @param asked null while only answers have come: they take another way than the probe
 * @param shards the shards heard, ascending
 * @param status COMPARED, or what the one reference (1:1) or any of the shards (1:N) said else
 * @param galleryIds null before an answer
 * @param closed decided already for want of time; answers that still come are dropped
 * @param since processing time at which it began, or was closed
 */
public record MergeState(
    AskedProbe asked,
    int[] shards,
    ComparisonStatus status,
    List<Candidate> candidates,
    int searched,
    int otherModel,
    List<String> galleryIds,
    boolean closed,
    long since) {

  /** Name and type are for ever: docs/state.md. */
  public static ValueStateDescriptor<MergeState> descriptor() {
    return new ValueStateDescriptor<>("shard-answers", TypeInformation.of(MergeState.class));
  }

  static MergeState begun(long now) {
    return new MergeState(
        null, new int[0], ComparisonStatus.COMPARED, List.of(), 0, 0, null, false, now);
  }

  MergeState plus(AskedProbe probe) {
    return new MergeState(
        probe, shards, status, candidates, searched, otherModel, galleryIds, closed, since);
  }

  /** With one more answer; shards heard twice count once. */
  MergeState plus(ShardAnswer answer) {
    int[] all =
        IntStream.concat(Arrays.stream(shards), Arrays.stream(answer.shards()))
            .sorted()
            .distinct()
            .toArray();
    if (all.length == shards.length) {
      return this;
    }
    List<Candidate> both = new ArrayList<>(candidates);
    both.addAll(answer.candidates());
    return new MergeState(
        asked,
        all,
        status == ComparisonStatus.COMPARED ? answer.status() : status,
        shards.length == 0 ? answer.candidates() : Candidates.best(both),
        searched + answer.searched(),
        otherModel + answer.otherModel(),
        answer.galleryIds(),
        closed,
        since);
  }

  MergeState close(long now) {
    return new MergeState(
        asked, shards, ComparisonStatus.TIME_BUDGET_SPENT, List.of(), 0, 0, null, true, now);
  }

  /** Whether all shards that were asked have answered. */
  boolean complete() {
    return asked != null && shards.length >= asked.shardsAsked();
  }

  boolean spentAt(long time) {
    return asked != null
        && !closed
        && asked.answerBy() != ShardMergeFunction.UNBOUNDED
        && time >= asked.answerBy();
  }

  CandidateList merged() {
    ComparisonStatus outcome = outcome();
    boolean compared =
        outcome == ComparisonStatus.COMPARED || outcome == ComparisonStatus.PARTLY_COMPARED;
    return new CandidateList(
        asked.probe(),
        asked.modelId(),
        asked.kind(),
        outcome,
        compared ? candidates : List.of(),
        galleryIds);
  }

  private ComparisonStatus outcome() {
    if (status != ComparisonStatus.COMPARED || asked.kind() == ComparisonKind.VERIFICATION) {
      return status;
    }
    if (searched == 0) {
      return otherModel > 0 ? ComparisonStatus.MODEL_MISMATCH : ComparisonStatus.GALLERY_NOT_LOADED;
    }
    return otherModel > 0 ? ComparisonStatus.PARTLY_COMPARED : ComparisonStatus.COMPARED;
  }
}
