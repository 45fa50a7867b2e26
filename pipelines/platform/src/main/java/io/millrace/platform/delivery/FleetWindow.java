package io.millrace.platform.delivery;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.platform.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * All sources in one window: judges their clocks by each other, and numbers the results.
 *
 * <p>The least of many delays is the delay of the way plus what the source's clock is behind
 * (Paxson, "On calibrating measurements of packet transit times", 1998, section 3). What is common
 * to most sources is taken for the way: the lower median of their least delays, or zero if that is
 * negative, for nothing arrives before it was sent.
 */
final class FleetWindow {
  private final FleetState state;
  private final Consumer<Delivery> results;

  FleetWindow(FleetState state, Consumer<Delivery> results) {
    this.state = state;
    this.results = results;
  }

  /** Emits what has changed. */
  void tell() throws Exception {
    Long expected = expected();
    for (Delivery record : state.allTold()) {
      emit(record, expected);
    }
  }

  private Long expected() throws Exception {
    List<Long> delays = new ArrayList<>();
    for (Delivery record : state.allTold()) {
      Long least = DeliveryRecords.leastDelay(record);
      if (least != null) {
        delays.add(least);
      }
    }
    if (delays.isEmpty()) {
      return null;
    }
    Collections.sort(delays);
    return Math.max(0, delays.get((delays.size() - 1) / 2));
  }

  private void emit(Delivery record, Long expected) throws Exception {
    Delivery before = state.result(record.getSource());
    Delivery now = DeliveryRecords.withSkew(record, expected);
    boolean gone = record.getStatus() == ResultStatus.RETRACTED;
    if (before == null) {
      if (!gone) {
        emit(DeliveryRecords.as(now, 0, ResultStatus.FINAL));
      }
      return;
    }
    ResultStatus standing = before.getStatus();
    ResultStatus status = gone ? ResultStatus.RETRACTED : ResultStatus.CORRECTED;
    boolean same =
        gone == (standing == ResultStatus.RETRACTED)
            && DeliveryRecords.as(now, before.getRevision(), standing).equals(before);
    if (!same) {
      emit(DeliveryRecords.as(now, before.getRevision() + 1, status));
    }
  }

  private void emit(Delivery result) throws Exception {
    state.result(result.getSource(), result);
    results.accept(result);
  }
}
