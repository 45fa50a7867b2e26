package io.millrace.simulators.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the users of a simulated cluster submit. */
final class Workload {
  /** Of those that run to their end by themselves. */
  private static final List<String> OUTCOMES =
      List.of(
          "COMPLETED",
          "COMPLETED",
          "COMPLETED",
          "COMPLETED",
          "COMPLETED",
          "COMPLETED",
          "COMPLETED",
          "FAILED",
          "OUT_OF_MEMORY",
          "CANCELLED");

  private static final long MINUTE = 60;

  private final ClusterSettings settings;
  private final SplittableRandom random;
  private final List<Request> requests = new ArrayList<>();

  private Workload(ClusterSettings settings, SplittableRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /** All requests in the order of their submission. */
  static List<Request> of(ClusterSettings settings, SplittableRandom random) {
    Workload workload = new Workload(settings, random);
    long length = settings.duration().toSeconds();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < settings.submissions(); i++) {
      times.add(settings.start().getEpochSecond() + random.nextLong(length * 9 / 10));
    }
    times.sort(null);
    for (int i = 0; i < times.size(); i++) {
      workload.submit(1_000 + i, times.get(i));
    }
    return workload.requests;
  }

  private void submit(int number, long time) {
    int tasks = random.nextInt(20) == 0 ? 2 + random.nextInt(6) : 1;
    int user = Math.min(random.nextInt(settings.users()), random.nextInt(settings.users()));
    String name = random.nextInt(60) == 0 ? null : "user-" + (user + 1);
    boolean told = random.nextInt(40) > 0;
    int processors = processors();
    String qos = random.nextInt(5) == 0 ? "high" : "normal";
    String announced = tasks == 1 ? "" + number : number + "_[1-" + tasks + "%4]";
    for (int task = 1; task <= tasks; task++) {
      long run = run();
      boolean timeout = random.nextInt(15) == 0;
      long limit = timeout ? run : run * (1 + random.nextInt(4)) / MINUTE * MINUTE + MINUTE + run;
      requests.add(
          new Request(
              tasks == 1 ? announced : number + "_" + task,
              announced,
              name,
              "project-" + (user % 3 + 1),
              limit <= 20 * MINUTE ? "short" : "long",
              qos,
              processors,
              told,
              time,
              limit,
              run,
              random.nextInt(12) == 0 ? 1 + random.nextInt(1_800) : Long.MAX_VALUE / 4,
              timeout ? "TIMEOUT" : OUTCOMES.get(random.nextInt(OUTCOMES.size()))));
    }
  }

  /** Mostly powers of two, and mostly small ones. */
  private int processors() {
    int most = settings.processors();
    int exponent = Math.min(random.nextInt(8), random.nextInt(8));
    int processors = Math.min(most, 1 << exponent);
    return random.nextInt(6) == 0 ? 1 + random.nextInt(processors) : processors;
  }

  /** From 5 s to an eighth of the time there is, each size as often. */
  private long run() {
    double longest = settings.duration().toSeconds() / 8.0;
    return (long) (5 * StrictMath.pow(longest / 5, random.nextDouble()));
  }
}
