package northpost.analytics;

/**
 * A port, a crossing or a lane.
 *
 * @param crossingId null for a port
 * @param laneId null for a port or a crossing
 */
record Place(String portCode, String crossingId, String laneId) {
  /** What a place may be; each belongs to one of the next. */
  enum Level {
    LANE,
    CROSSING,
    PORT
  }

  static Place lane(String portCode, String crossingId, String laneId) {
    return new Place(portCode, crossingId, laneId);
  }

  /** The place that has this key. */
  static Place of(String key) {
    String[] ids = key.split("\\|", -1);
    return new Place(ids[0], ids.length > 1 ? ids[1] : null, ids.length > 2 ? ids[2] : null);
  }

  /** The place of a level that this lane belongs to. */
  Place at(Level level) {
    return switch (level) {
      case LANE -> this;
      case CROSSING -> new Place(portCode, crossingId, null);
      case PORT -> new Place(portCode, null, null);
    };
  }

  Level level() {
    return laneId != null ? Level.LANE : crossingId != null ? Level.CROSSING : Level.PORT;
  }

  /** No id has a bar in it. */
  String key() {
    return switch (level()) {
      case LANE -> portCode + "|" + crossingId + "|" + laneId;
      case CROSSING -> portCode + "|" + crossingId;
      case PORT -> portCode;
    };
  }
}
