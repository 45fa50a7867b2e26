package io.millrace.simulators.machines;

/**
 * What a machine's counters showed at a time.
 *
 * @param made since the report before, whatever the counters show
 * @param shown by the counters, which begin anew after a reset
 * @param epoch of the counters
 */
record Report(long time, Product product, Tally made, Tally shown, long epoch) {}
