/**
 * Exact search among unit-length vectors: the references within a distance of a probe, and the
 * nearest ones.
 *
 * <p>Every answer is the answer of {@link northpost.search.ReferenceDistance} against every
 * reference, bit for bit; everything else here only avoids computing distances that cannot matter.
 * How and why: docs/search.md.
 */
package northpost.search;
