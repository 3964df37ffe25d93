package northpost.encounter;

import static northpost.encounter.Shots.at;
import static northpost.encounter.Shots.inVehicle;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import northpost.domain.ConveyanceUpdate;
import northpost.domain.Mode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConveyanceFunctionTest {
  private static final double DAY = 24 * 3600;
  private KeyedOneInputStreamOperatorTestHarness<String, EncounterCapture, ConveyanceUpdate>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator = started(null);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EncounterCapture, ConveyanceUpdate>
      started(OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new ConveyanceFunction(Shots.SETTINGS)),
            EncounterCapture::conveyanceId,
            Types.STRING);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private void take(EncounterCapture... captures) throws Exception {
    for (EncounterCapture capture : captures) {
      operator.processElement(new StreamRecord<>(capture, capture.capturedMillis()));
    }
  }

  private void timePasses(double seconds) throws Exception {
    operator.processWatermark(at(seconds));
  }

  private List<ConveyanceUpdate> updates() {
    return operator.extractOutputValues();
  }

  @Test
  void holdsThePeoplePresentAgainstThoseOfWhomThereIsAnEncounter() throws Exception {
    take(
        inVehicle("v-1", "e-1", "c-1", 0, 3),
        inVehicle("v-1", "e-1", "c-2", 5, 3),
        inVehicle("v-1", "e-2", "c-3", 9, 4));
    timePasses(400);
    assertThat(updates())
        .containsExactly(
            new ConveyanceUpdate(
                "v-1",
                "0712",
                "champlain",
                "lane-1",
                Mode.VEHICLE,
                northpost.domain.Zone.PRIMARY,
                Instant.ofEpochMilli(at(0)),
                4,
                2,
                0,
                0));
  }

  @Test
  void aLateCaptureCorrectsItAndKeepsItsMinute() throws Exception {
    take(inVehicle("v-1", "e-1", "c-1", 60, 2));
    timePasses(400);
    take(inVehicle("v-1", "e-2", "c-0", 30, 2));
    timePasses(500);
    assertThat(updates()).hasSize(2);
    ConveyanceUpdate second = updates().get(1);
    assertThat(second.at()).isEqualTo(Instant.ofEpochMilli(at(60)));
    assertThat(second.encountersBefore()).isEqualTo(1);
    assertThat(second.encounters()).isEqualTo(2);
    assertThat(second.occupantsPresentBefore()).isEqualTo(2);
    // The same again changes nothing.
    take(inVehicle("v-1", "e-2", "c-0", 30, 2));
    timePasses(600);
    assertThat(updates()).hasSize(2);
  }

  @Test
  void neverSaysThatMoreWereCapturedThanWerePresent() throws Exception {
    take(inVehicle("v-1", "e-1", "c-1", 0, 1), inVehicle("v-1", "e-2", "c-2", 1, 1));
    timePasses(400);
    assertThat(updates().get(0).occupantsPresent()).isEqualTo(2);
  }

  @Test
  void saysNothingWhereNobodyCounted() throws Exception {
    take(inVehicle("v-1", "e-1", "c-1", 0, 0));
    timePasses(3 * DAY);
    assertThat(updates()).isEmpty();
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void endsAndTakesNothingThatIsTooLate() throws Exception {
    take(inVehicle("v-1", "e-1", "c-1", 0, 2));
    timePasses(DAY + 320);
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numEventTimeTimers()).isZero();
    take(inVehicle("v-1", "e-2", "c-2", 10, 2));
    assertThat(operator.numKeyedStateEntries()).isZero();
    timePasses(3 * DAY);
    assertThat(updates()).hasSize(1);
  }

  @Test
  void givesTheSameUpdatesInAnyOrderAndAcrossARestart() throws Exception {
    List<EncounterCapture> captures = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      captures.add(
          inVehicle("bus", "e-" + random.nextInt(30), "c-" + i, random.nextInt(2400), 20 + i % 20));
    }
    List<String> expected = null;
    for (int order = 0; order < 10; order++) {
      Collections.shuffle(captures, random);
      for (int i = 0; i < captures.size(); i++) {
        take(captures.get(i));
        if (i == 30) {
          OperatorSubtaskState snapshot = operator.snapshot(1, 1);
          operator.close();
          operator = started(snapshot);
        }
      }
      operator.processWatermark(Watermark.MAX_WATERMARK);
      List<String> updates =
          operator.extractOutputStreamRecords().stream().map(Object::toString).toList();
      assertThat(operator.numKeyedStateEntries()).isZero();
      expected = expected == null ? updates : expected;
      assertThat(updates).hasSizeGreaterThan(0).isEqualTo(expected);
      operator.close();
      operator = started(null);
    }
  }
}
