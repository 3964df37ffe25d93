package northpost.simulation;

import northpost.domain.Mode;

/** How people come in one mode: how many together, and how fast a lane takes them. */
enum Conveyance {
  PEDESTRIAN(Mode.PEDESTRIAN, .013, 1, 1, 4, 1),
  VEHICLE(Mode.VEHICLE, .87, 1, 5, 1, .85),
  BUS(Mode.BUS, .11, 12, 44, 7, 0),
  TRAIN(Mode.TRAIN, .014, 30, 90, 5, 0),
  FERRY(Mode.FERRY, .5, 2, 16, 6, 0);

  /** Of 100 vehicles, how many carry one, two, ... five people: 2.1 each on average. */
  private static final int[] VEHICLE_OCCUPANTS = {40, 30, 14, 11, 5};

  private final Mode mode;
  private final double shareOfPeople;
  private final int least;
  private final int most;
  private final double secondsApart;
  private final double verification;

  /**
   * @param shareOfPeople of a crossing that has all modes; the modes a crossing has share out its
   *     people in this proportion (from the counts of vehicle, bus and train passengers)
   * @param secondsApart between two people of one conveyance
   * @param verification share of the people who present a document that names a reference (1:1);
   *     the others are searched in a gallery (1:N)
   */
  Conveyance(
      Mode mode,
      double shareOfPeople,
      int least,
      int most,
      double secondsApart,
      double verification) {
    this.mode = mode;
    this.shareOfPeople = shareOfPeople;
    this.least = least;
    this.most = most;
    this.secondsApart = secondsApart;
    this.verification = verification;
  }

  static Conveyance of(Mode mode) {
    for (Conveyance conveyance : values()) {
      if (conveyance.mode == mode) {
        return conveyance;
      }
    }
    throw new IllegalArgumentException("mode: got " + mode + ", expected one that is known");
  }

  Mode mode() {
    return mode;
  }

  double shareOfPeople() {
    return shareOfPeople;
  }

  double secondsApart() {
    return secondsApart;
  }

  double verification() {
    return verification;
  }

  int occupants(Chance chance) {
    if (this != VEHICLE) {
      return least + chance.below(most - least + 1);
    }
    int ticket = chance.below(100);
    int occupants = 0;
    while (ticket >= 0) {
      ticket -= VEHICLE_OCCUPANTS[occupants++];
    }
    return occupants;
  }

  double meanOccupants() {
    if (this != VEHICLE) {
      return (least + most) / 2.0;
    }
    double sum = 0;
    for (int i = 0; i < VEHICLE_OCCUPANTS.length; i++) {
      sum += (i + 1) * VEHICLE_OCCUPANTS[i] / 100.0;
    }
    return sum;
  }
}
