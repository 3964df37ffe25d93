/** Measurements on drawn data; nothing of it is in the way of the stream. */
package northpost.bench;
