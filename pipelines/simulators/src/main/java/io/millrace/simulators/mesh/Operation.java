package io.millrace.simulators.mesh;

import java.util.List;

/**
 * What a service can be asked to do.
 *
 * @param name of the span
 * @param work of its own, usually, in us
 * @param steps one after the other, up to the first that fails
 */
record Operation(String service, String name, long work, List<Step> steps) {

  static Operation of(String service, String name, long work, Step... steps) {
    return new Operation(service, name, work, List.of(steps));
  }
}
