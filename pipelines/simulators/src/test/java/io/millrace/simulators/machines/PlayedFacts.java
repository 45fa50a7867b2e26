package io.millrace.simulators.machines;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.ShiftCalendar;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.machines.MachineTruth.Key;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The facts of a simulated plant as they were sent, and what a plain pipeline would make of them:
 * it looks at every millisecond by itself.
 */
final class PlayedFacts {
  final List<MachineState> states = new ArrayList<>();
  final List<PartCount> counts = new ArrayList<>();
  final List<ShiftCalendar> calendar = new ArrayList<>();
  final List<IdealCycleTime> cycles = new ArrayList<>();

  static PlayedFacts of(Iterable<SimulatedRecord> records) throws IOException {
    PlayedFacts facts = new PlayedFacts();
    for (SimulatedRecord record : records) {
      if (record.truth() == Truth.GOOD || record.truth() == Truth.CORRECTING) {
        byte[] value = record.value();
        switch (record.input()) {
          case "states" -> facts.states.add(MachineState.getDecoder().decode(value));
          case "counts" -> facts.counts.add(PartCount.getDecoder().decode(value));
          case "calendar" -> facts.calendar.add(ShiftCalendar.getDecoder().decode(value));
          default -> facts.cycles.add(IdealCycleTime.getDecoder().decode(value));
        }
      }
    }
    return facts;
  }

  /** One machine in one window. */
  GenericRecord result(Key key) {
    Map<String, Long> spent = new TreeMap<>();
    Map<String, Long> stops = new TreeMap<>();
    List<MachineState> course = course(key.machine());
    int next = 0;
    MachineState now = null;
    long failures = 0;
    // Before the first state, and after the last, nothing is planned.
    long first = Math.max(key.start(), micros(course.get(0).getEventTime()));
    long last = micros(course.get(course.size() - 1).getEventTime());
    List<ShiftCalendar> plan =
        calendar.stream().filter(entry -> entry.getMachine().equals(key.machine())).toList();
    for (long time = first; time < Math.min(key.end(), last); time += 1_000) {
      while (next < course.size() && micros(course.get(next).getEventTime()) <= time) {
        now = course.get(next++);
        boolean failed = now.getState() == MachineryState.OUT_OF_SERVICE;
        failures += failed && micros(now.getEventTime()) >= key.start() ? 1 : 0;
      }
      if (now != null) {
        String column = column(now);
        if (in(plan, CalendarKind.SHIFT, time) && !in(plan, CalendarKind.PLANNED_STOP, time)) {
          spent.merge("planned_busy_s", 1L, Long::sum);
          spent.merge(column, 1L, Long::sum);
          if (!column.equals("production_s")) {
            stops.merge(String.valueOf(now.getReason()), 1_000L, Long::sum);
          }
        } else if (column.equals("production_s")) {
          spent.merge("unplanned_production_s", 1L, Long::sum);
        }
      }
    }
    GenericRecord result = parts(key);
    for (String column :
        List.of(
            "planned_busy_s",
            "production_s",
            "setup_s",
            "maintenance_s",
            "delay_s",
            "down_s",
            "unknown_s",
            "unplanned_production_s")) {
      result.put(column, spent.getOrDefault(column, 0L) / 1e3);
    }
    double planned = (Double) result.get("planned_busy_s");
    double production = (Double) result.get("production_s");
    double ideal = (Double) result.get("ideal_s");
    double good = (Double) result.get("ideal_good_s");
    result.put("availability", planned == 0 ? null : production / planned);
    result.put("performance", production == 0 ? null : ideal / production);
    result.put("quality", ideal == 0 ? null : good / ideal);
    result.put("oee", planned == 0 ? null : good / planned);
    result.put("teep", good / ((key.end() - key.start()) / 1e6));
    result.put("failures", failures);
    result.put("availability_loss_us", Math.round((planned - production) * 1e6));
    result.put("stop_us_by_reason", stops);
    return result;
  }

  private GenericRecord parts(Key key) {
    long[] sums = new long[4];
    double ideal = 0;
    double good = 0;
    PartCount before = null;
    List<PartCount> own =
        counts.stream()
            .filter(count -> count.getMachine().equals(key.machine()))
            .sorted(
                Comparator.comparing(PartCount::getEventTime).thenComparing(PartCount::getSequence))
            .toList();
    for (PartCount count : own) {
      long[] old = before == null ? totals(count) : totals(before);
      long[] totals = totals(count);
      boolean fell = totals[0] < old[0] || totals[1] < old[1] || totals[2] < old[2];
      boolean anew = before != null && (count.getEpoch() != before.getEpoch() || fell);
      long time = micros(count.getEventTime());
      if (time >= key.start() && time < key.end()) {
        double cycle = cycle(count.getProduct());
        for (int i = 0; i < sums.length; i++) {
          sums[i] += anew ? totals[i] : totals[i] - old[i];
        }
        ideal += cycle * (anew ? totals[0] : totals[0] - old[0]);
        good += cycle * (anew ? totals[1] : totals[1] - old[1]);
      }
      before = count;
    }
    GenericRecord result = new GenericData.Record(Oee.getClassSchema());
    result.put("machine", key.machine());
    result.put("window_kind", key.kind());
    result.put("window_start", key.start());
    result.put("window_end", key.end());
    result.put("produced", sums[0]);
    result.put("good", sums[1]);
    result.put("scrap", sums[2]);
    result.put("rework", sums[3]);
    result.put("quality_by_count", sums[0] == 0 ? null : (double) sums[1] / sums[0]);
    result.put("ideal_s", ideal);
    result.put("ideal_good_s", good);
    result.put("revision", 0);
    result.put("status", ResultStatus.FINAL);
    return result;
  }

  private static long[] totals(PartCount count) {
    return new long[] {count.getProduced(), count.getGood(), count.getScrap(), count.getRework()};
  }

  private double cycle(String product) {
    return cycles.stream()
        .filter(cycle -> cycle.getProduct().equals(product))
        .mapToDouble(IdealCycleTime::getIdealCycleS)
        .findFirst()
        .orElseThrow();
  }

  private List<MachineState> course(String machine) {
    return states.stream()
        .filter(state -> state.getMachine().equals(machine))
        .filter(state -> states.stream().noneMatch(by -> replaces(by, state)))
        .sorted(Comparator.comparing(MachineState::getEventTime))
        .toList();
  }

  private static boolean replaces(MachineState by, MachineState state) {
    return by.getSupersedes() != null && by.getSupersedes().equals(state.getId());
  }

  private static String column(MachineState state) {
    if (state.getMode() == MachineryMode.SETUP) {
      return "setup_s";
    } else if (state.getMode() == MachineryMode.MAINTENANCE) {
      return "maintenance_s";
    } else if (state.getState() == MachineryState.EXECUTING) {
      return "production_s";
    }
    boolean able = state.getState() == MachineryState.NOT_EXECUTING;
    return able && state.getOrder() != null ? "delay_s" : "down_s";
  }

  private static boolean in(List<ShiftCalendar> plan, CalendarKind kind, long time) {
    for (ShiftCalendar entry : plan) {
      if (entry.getKind() == kind
          && time >= micros(entry.getEventTime())
          && time < micros(entry.getEnd())) {
        return true;
      }
    }
    return false;
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }
}
