/** The chart: rendered by Helm itself and held to the schemas and the configuration it must fit. */
package northpost.helm;
