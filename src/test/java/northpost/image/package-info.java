/** Holds what the build assembles for the image to the Dockerfile and to what the cluster has. */
package northpost.image;
