/**
 * What a setting may be, where its value comes from, and what is wrong with it; also the document,
 * the schema and the example file that are made of the settings. Which settings there are is said
 * elsewhere.
 */
package northpost.settings;
