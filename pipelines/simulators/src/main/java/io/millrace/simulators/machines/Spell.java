package io.millrace.simulators.machines;

/** What a machine did for a while, and for which order. */
record Spell(Span time, Activity activity, int order, Product product) {}
