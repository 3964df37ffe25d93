/** The topology over files: the way to replay and to test. */
package northpost.replay;
