/**
 * References in keyed state, and probes compared with them.
 *
 * <p>The gallery is split over a number of shards that is fixed at the first deployment. RocksDB
 * holds the truth; a {@link northpost.gallery.GalleryIndex} per shard is derived from it and never
 * serialized. The search is exact.
 */
package northpost.gallery;
