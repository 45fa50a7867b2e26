package io.millrace.operators.state;

/**
 * A state and the time for which it held.
 *
 * @param state null where it is not known
 */
public record StateSpan<S>(TimeSpan time, S state) {}
