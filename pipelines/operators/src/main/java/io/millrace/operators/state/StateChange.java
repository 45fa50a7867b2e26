package io.millrace.operators.state;

/** A state that begins at a time and holds until the next change. */
public record StateChange<S>(long time, S state) {}
