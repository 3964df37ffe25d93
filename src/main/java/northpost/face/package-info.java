/**
 * From the bytes of a photo to a template: header check, decode, detection, landmarks, quality,
 * alignment, embedding. The networks and all that depends on them (sizes, means, anchors, place of
 * the face in the chip) come from {@code models/manifest.yaml}. Depends on {@code domain} only, and
 * knows nothing of streams.
 */
package northpost.face;
