package northpost.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadPoseTest {
  @Test
  void aLevelFrontalHeadIsNotTurned() {
    assertPose(0, 0, 0);
  }

  @Test
  void aHeadTurnedToTheRightOfTheImageHasPositiveYaw() {
    assertPose(25, 0, 0);
    assertPose(-40, 0, 0);
  }

  @Test
  void aHeadBentDownHasPositivePitch() {
    assertPose(0, 15, 0);
    assertPose(0, -20, 0);
  }

  @Test
  void aHeadTiltedClockwiseHasPositiveRoll() {
    assertPose(0, 0, 30);
    assertPose(0, 0, -100);
  }

  @Test
  void turnsInAllWaysAreToldApart() {
    assertPose(20, -10, 15);
  }

  private static void assertPose(double yaw, double pitch, double roll) {
    HeadPose pose = HeadPose.of(averageHead(yaw, pitch, roll));

    assertThat(pose.yaw()).as("yaw").isEqualTo(yaw, within(1e-6));
    assertThat(pose.pitch()).as("pitch").isEqualTo(pitch, within(1e-6));
    assertThat(pose.roll()).as("roll").isEqualTo(roll, within(1e-6));
  }

  /** The landmarks of the average head as an orthographic camera sees them, in degrees. */
  private static Landmarks averageHead(double yaw, double pitch, double roll) {
    List<Landmarks.Point> points =
        new ArrayList<>(Collections.nCopies(Landmarks.COUNT, new Landmarks.Point(0, 0)));
    for (int i = 0; i < HeadPose.POINTS.size(); i++) {
      double[] p = HeadPose.HEAD[i];
      double[] turned = rotate(p, 2, 0, yaw); // nose (z < 0) towards x > 0
      double[] bent = rotate(turned, 2, 1, pitch); // nose towards y > 0
      double[] tilted = rotate(bent, 0, 1, roll); // x towards y is clockwise, as y points down
      Landmarks.Point seen = new Landmarks.Point(300 + 80 * tilted[0], 200 + 80 * tilted[1]);
      for (int landmark : HeadPose.POINTS.get(i)) {
        points.set(landmark, seen);
      }
    }
    return new Landmarks(points);
  }

  /** Turns axis {@code from} towards {@code to}; depth counts towards the camera. */
  private static double[] rotate(double[] p, int from, int to, double degrees) {
    double angle = Math.toRadians(degrees);
    double sign = from == 2 ? -1 : 1;
    double a = sign * p[from];
    double b = p[to];
    double[] rotated = p.clone();
    rotated[from] = sign * (a * Math.cos(angle) - b * Math.sin(angle));
    rotated[to] = a * Math.sin(angle) + b * Math.cos(angle);
    return rotated;
  }
}
