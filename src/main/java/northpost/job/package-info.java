/** The whole graph on one screen, all settings, all operator ids. */
package northpost.job;
