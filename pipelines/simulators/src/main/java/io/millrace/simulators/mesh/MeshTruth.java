package io.millrace.simulators.mesh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The spans of a simulated mesh, those that count and those that come to nothing. */
public final class MeshTruth {
  private final List<MeshSpan> spans = new ArrayList<>();
  private final List<MeshSpan> late = new ArrayList<>();
  private final List<MeshSpan> lost = new ArrayList<>();
  private long unsampled;

  MeshTruth() {}

  void add(MeshSpan span) {
    spans.add(span);
  }

  /** Takes a span that was sent late, and yet counts. */
  public void addInTime(MeshSpan span) {
    late.remove(span);
    spans.add(span);
  }

  void addLate(MeshSpan span) {
    late.add(span);
  }

  void addLost(MeshSpan span) {
    lost.add(span);
  }

  void addUnsampled(MeshSpan span) {
    unsampled++;
  }

  /** Spans that count. */
  public List<MeshSpan> spans() {
    return Collections.unmodifiableList(spans);
  }

  /** Spans that are sent too late to count. */
  public List<MeshSpan> late() {
    return List.copyOf(late);
  }

  /** What the spans that were sent stand for: about as many as were made. */
  public double estimated() {
    return weight(spans) + weight(late) + weight(lost);
  }

  private static double weight(List<MeshSpan> spans) {
    return spans.stream().mapToDouble(MeshSpan::weight).sum();
  }

  /** How many spans would have been sent, if no request had been left out. */
  public long made() {
    return unsampled + spans.size() + late.size() + lost.size();
  }
}
