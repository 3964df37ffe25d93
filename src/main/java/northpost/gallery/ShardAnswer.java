package northpost.gallery;

import java.util.List;
import northpost.domain.Candidate;

/**
 * A subtask's answer to a query, for some of the gallery's shards.
 *
 * @param shards the shards it is the answer of
 * @param candidates best first, one per subject, bounded; not yet held against a threshold
 * @param searched references compared
 * @param otherModel references of the gallery passed over, being of another network
 * @param galleryIds verification: the galleries of the reference; else the gallery searched
 */
public record ShardAnswer(
    String captureId,
    int[] shards,
    ComparisonStatus status,
    List<Candidate> candidates,
    int searched,
    int otherModel,
    List<String> galleryIds) {}
