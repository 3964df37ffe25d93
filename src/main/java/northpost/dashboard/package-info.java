/**
 * Kibana dashboards as data: their saved objects read into records, each Lens layer turned into the
 * Elasticsearch aggregation that Kibana would send, and its answer into a table of values.
 *
 * <p>{@link northpost.dashboard.Dashboards#read} gives the dashboards, {@link
 * northpost.dashboard.PanelSearch} asks Elasticsearch for a panel's data. What is not understood is
 * an error, never left out.
 */
package northpost.dashboard;
