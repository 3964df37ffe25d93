/**
 * Encounters and conveyances made of captures, and what officers found on them: which decisions
 * belong to one traveller, and whether they held. Sees the domain only.
 */
package northpost.encounter;
