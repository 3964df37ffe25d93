package northpost.anomaly;

/** How far an anomaly reaches, from a whole port to one camera. */
enum Scope {
  PORT,
  CROSSING,
  LANE,
  CAMERA
}
