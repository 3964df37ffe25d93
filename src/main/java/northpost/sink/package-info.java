/**
 * What the job shows to people: documents with ECS names, the sink that brings them to
 * Elasticsearch without holding up the job, and the index templates they need.
 *
 * <p>Depends on {@code domain} only. A document never carries an image, a template or an image
 * digest.
 */
package northpost.sink;
