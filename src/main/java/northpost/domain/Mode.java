package northpost.domain;

/** How a traveller crosses. */
public enum Mode {
  UNKNOWN,
  PEDESTRIAN,
  VEHICLE,
  BUS,
  TRAIN,
  FERRY
}
