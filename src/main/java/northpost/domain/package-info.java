/**
 * The nouns of a port of entry: immutable public records and enums that cross the job's streams and
 * live in its state. Nothing here imports Flink or another package of Northpost.
 *
 * <p>Fields are of the types that Flink serializes without Kryo. A record in state may gain fields
 * (they read as null or zero from an older savepoint), so no constructor demands one.
 *
 * <p>Beside the nouns three rules that every package may need: {@link
 * northpost.domain.NearestName}, {@link northpost.domain.Sha256} and {@link
 * northpost.domain.HttpAddress}.
 */
package northpost.domain;
