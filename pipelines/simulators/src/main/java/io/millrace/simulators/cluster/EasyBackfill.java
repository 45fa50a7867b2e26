package io.millrace.simulators.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The scheduler of a simulated cluster: first come, first served, with EASY backfill (Lifka, 1995).
 * The first in the queue is promised the time at which enough processors are free if all that runs
 * takes as long as it may; another may start before it if that promise still holds. A job whose
 * node fails is put into the queue again. Times are in s since 1970-01-01T00:00:00Z.
 */
final class EasyBackfill {
  private final int processors;
  private final SplittableRandom random;
  private final List<Waiting> queue = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();

  private record Waiting(Request request, long submit) {
    long givesUp() {
      return submit + request.patience();
    }
  }

  private record Running(Waiting waiting, long start) {
    int processors() {
      return waiting.request().processors();
    }

    long end() {
      return start + waiting.request().run();
    }

    long latestEnd() {
      return start + waiting.request().limit();
    }

    Attempt endedAt(long end, String state) {
      return new Attempt(waiting.request(), waiting.submit(), start, end, state);
    }
  }

  private EasyBackfill(int processors, SplittableRandom random) {
    this.processors = processors;
    this.random = random;
  }

  /**
   * Runs a cluster until it is shut down.
   *
   * @param requests in the order of their submission
   * @param failures times at which one running job's node fails, in order
   * @param random chooses that job
   * @param end when all that waits or runs is cancelled
   */
  static List<Attempt> run(
      int processors,
      List<Request> requests,
      List<Long> failures,
      SplittableRandom random,
      long end) {
    EasyBackfill cluster = new EasyBackfill(processors, random);
    Iterator<Request> coming = requests.iterator();
    Request next = coming.hasNext() ? coming.next() : null;
    List<Long> failing = new ArrayList<>(failures);
    long now = Long.MIN_VALUE;
    while (now < end) {
      now = Math.min(end, cluster.nextChange());
      now = next == null ? now : Math.min(now, next.submit());
      now = failing.isEmpty() ? now : Math.min(now, failing.get(0));
      cluster.finish(now);
      for (; !failing.isEmpty() && failing.get(0) <= now; failing.remove(0)) {
        cluster.fail(now);
      }
      for (; next != null && next.submit() <= now; next = coming.hasNext() ? coming.next() : null) {
        cluster.queue.add(new Waiting(next, now));
      }
      if (now < end) {
        cluster.start(now);
      }
    }
    cluster.shutDown(end);
    return cluster.attempts;
  }

  private long nextChange() {
    long ends = running.stream().mapToLong(Running::end).min().orElse(Long.MAX_VALUE);
    return Math.min(ends, queue.stream().mapToLong(Waiting::givesUp).min().orElse(Long.MAX_VALUE));
  }

  private void finish(long now) {
    for (Running job : List.copyOf(running)) {
      if (job.end() <= now) {
        attempts.add(job.endedAt(now, job.waiting().request().outcome()));
        running.remove(job);
      }
    }
    for (Waiting job : List.copyOf(queue)) {
      if (job.givesUp() <= now) {
        attempts.add(new Attempt(job.request(), job.submit(), null, now, "CANCELLED"));
        queue.remove(job);
      }
    }
  }

  private void fail(long now) {
    if (!running.isEmpty()) {
      Running job = running.remove(random.nextInt(running.size()));
      attempts.add(job.endedAt(now, "NODE_FAIL"));
      queue.add(new Waiting(job.waiting().request(), now));
    }
  }

  private int free() {
    return processors - running.stream().mapToInt(Running::processors).sum();
  }

  private void start(long now) {
    while (!queue.isEmpty() && queue.get(0).request().processors() <= free()) {
      running.add(new Running(queue.remove(0), now));
    }
    if (!queue.isEmpty()) {
      backfill(now);
    }
  }

  private void backfill(long now) {
    int wanted = queue.get(0).request().processors();
    List<Running> byEnd = new ArrayList<>(running);
    byEnd.sort(Comparator.comparingLong(Running::latestEnd));
    int free = free();
    long promised = now;
    for (Running job : byEnd) {
      // All that may end at the promised time is free by then.
      if (free >= wanted && job.latestEnd() > promised) {
        break;
      }
      free += job.processors();
      promised = job.latestEnd();
    }
    int spare = free - wanted;
    for (Waiting job : List.copyOf(queue.subList(1, queue.size()))) {
      int size = job.request().processors();
      boolean gone = now + job.request().limit() <= promised;
      if (size <= free() && (gone || size <= spare)) {
        spare -= gone ? 0 : size;
        queue.remove(job);
        running.add(new Running(job, now));
      }
    }
  }

  private void shutDown(long end) {
    running.forEach(job -> attempts.add(job.endedAt(end, "CANCELLED")));
    queue.forEach(
        job -> attempts.add(new Attempt(job.request(), job.submit(), null, end, "CANCELLED")));
  }
}
