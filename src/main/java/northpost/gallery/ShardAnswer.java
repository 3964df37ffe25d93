package northpost.gallery;

import java.util.List;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;

/**
 * One shard's answer to a probe.
 *
 * @param probe without its template
 * @param candidates best first, one per subject, bounded; not yet held against a threshold
 * @param searched references compared
 * @param otherModel references of the gallery passed over, being of another network
 * @param galleryIds verification: the galleries of the reference; else the gallery searched
 */
public record ShardAnswer(
    Probe probe,
    String modelId,
    int shardKey,
    int shardsAsked,
    ComparisonKind kind,
    ComparisonStatus status,
    List<Candidate> candidates,
    int searched,
    int otherModel,
    List<String> galleryIds) {}
