/** Holds the documents to the code: what they name exists, and what they list is complete. */
package northpost.docs;
