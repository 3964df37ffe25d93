package northpost.gallery;

import northpost.domain.ComparisonKind;
import northpost.domain.Probe;

/**
 * A probe whose query is on its way to the gallery: what the merge needs to know to put the answers
 * together, and to say by when that none came.
 *
 * @param probe without its template
 * @param modelId the network of the template; null where none was made in time
 * @param shardsAsked of how many shards there will be an answer
 * @param answerBy when the time budget is spent (epoch milliseconds), or {@link
 *     ShardMergeFunction#UNBOUNDED}
 */
public record AskedProbe(
    Probe probe, String modelId, ComparisonKind kind, int shardsAsked, long answerBy) {
  static AskedProbe of(Probe probe, ComparisonKind kind, int shardsAsked, long answerBy) {
    String modelId = probe.template() == null ? null : probe.template().modelId();
    return new AskedProbe(probe.withoutTemplate(), modelId, kind, shardsAsked, answerBy);
  }
}
