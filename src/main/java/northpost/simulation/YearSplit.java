package northpost.simulation;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One part of a {@link SimulatedYear}, and how far it has been read.
 *
 * @param hour the hour that is being read
 * @param taken captures taken of it
 */
public record YearSplit(int part, int hour, int taken) implements SourceSplit {
  @Override
  public String splitId() {
    return Integer.toString(part);
  }
}
