package io.millrace.it.nab;

import io.millrace.it.nab.NabFile.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scorer of the Numenta Anomaly Benchmark, written anew from its description. Rows of the
 * probation at the start of a file don't count. A window is worth its best detection, the earlier
 * the better, or costs a miss; a detection elsewhere costs the more, the further it is behind the
 * window before it.
 */
final class NabScorer {
  private static final double PROBATION_SHARE = 0.15;
  private static final int PROBATION_ROWS = 750;

  private final NabProfile profile;

  NabScorer(NabProfile profile) {
    this.profile = profile;
  }

  /** 100 for a detection at the first row of every window, 0 for no detection at all. */
  double score(List<NabFile> files, double threshold) {
    double sum = files.stream().mapToDouble(file -> raw(file, threshold)).sum();
    long windows = files.stream().mapToLong(file -> file.windows().size()).sum();
    double nothing = -windows * profile.falseNegative();
    return 100 * (sum - nothing) / (windows - nothing);
  }

  /** The best score of any threshold: what published results are. */
  double best(List<NabFile> files) {
    double[] thresholds =
        files.stream()
            .flatMapToDouble(file -> Arrays.stream(file.scores()))
            .filter(score -> score > 0)
            .distinct()
            .toArray();
    return Arrays.stream(thresholds).map(threshold -> score(files, threshold)).max().orElse(0);
  }

  /** What the detections of one file are worth, not normalised. */
  double raw(NabFile file, double threshold) {
    List<int[]> windows = rows(file);
    double[] best = new double[windows.size()];
    Arrays.fill(best, -profile.falseNegative());
    double falsePositives = 0;
    int probation =
        (int) Math.min(Math.floor(PROBATION_SHARE * file.scores().length), PROBATION_ROWS);
    for (int row = probation; row < file.scores().length; row++) {
      if (file.scores()[row] < threshold) {
        continue;
      }
      int window = at(windows, row);
      if (window >= 0) {
        best[window] = Math.max(best[window], inside(windows.get(window), row));
      } else {
        falsePositives += outside(windows, row);
      }
    }
    return Arrays.stream(best).sum() + falsePositives;
  }

  private static double inside(int[] window, int row) {
    double width = window[1] - window[0] + 1;
    return scaledSigmoid(-(window[1] - row + 1) / width) / scaledSigmoid(-1);
  }

  private double outside(List<int[]> windows, int row) {
    int[] before = null;
    for (int[] window : windows) {
      before = window[1] < row ? window : before;
    }
    if (before == null) {
      return -profile.falsePositive();
    }
    double width = before[1] - before[0] + 1;
    return scaledSigmoid((row - before[1]) / (width - 1)) * profile.falsePositive();
  }

  /** From 1 far before 0, over 0 at 0, to -1 from 3 on. */
  static double scaledSigmoid(double position) {
    return position > 3 ? -1 : 2 / (1 + StrictMath.exp(5 * position)) - 1;
  }

  private static int at(List<int[]> windows, int row) {
    for (int i = 0; i < windows.size(); i++) {
      if (row >= windows.get(i)[0] && row <= windows.get(i)[1]) {
        return i;
      }
    }
    return -1;
  }

  /** First and last row of each window. */
  private static List<int[]> rows(NabFile file) {
    List<int[]> rows = new ArrayList<>();
    for (Window window : file.windows()) {
      int first = -1;
      int last = -1;
      for (int row = 0; row < file.times().size(); row++) {
        if (window.contains(file.times().get(row))) {
          first = first < 0 ? row : first;
          last = row;
        }
      }
      if (first < 0) {
        throw new IllegalArgumentException(file.name() + " has no row in " + window);
      }
      rows.add(new int[] {first, last});
    }
    return rows;
  }
}
