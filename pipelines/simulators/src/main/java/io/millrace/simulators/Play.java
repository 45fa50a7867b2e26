package io.millrace.simulators;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is to be played.
 *
 * @param start event time of the first instant
 * @param speed seconds of event time in a second of the wall
 * @param faults what was made to go wrong, known when all records are made
 */
record Play(
    Iterator<SimulatedRecord> records,
    Instant start,
    double speed,
    Supplier<List<InjectedFault>> faults) {}
