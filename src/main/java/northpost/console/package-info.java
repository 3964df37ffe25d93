/**
 * The operations page: the dashboards of {@code kibana/} for those without Kibana, with the state
 * of the ports and what needs attention. It reads Elasticsearch and never changes anything.
 */
package northpost.console;
