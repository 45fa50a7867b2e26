package io.millrace.sdk;

/**
 * A function of event time from input streams to output streams. It knows no broker, file, clock or
 * run mode: those are bound by the runner, from a definition and an environment.
 *
 * <p>An implementation has a public constructor without arguments and holds no state; wiring it
 * twice gives two equal graphs.
 *
 * @param <P> the parameters, a record whose components carry {@link Parameter}
 */
public interface Pipeline<P extends Record> {

  /** The record of parameters that {@link #wire} takes. */
  Class<P> parameters();

  /**
   * Connects inputs to outputs.
   *
   * <p>Every operator with state gets its id from {@link Stage}; every output of the definition is
   * written exactly once.
   */
  void wire(Inputs inputs, Outputs outputs, P parameters);
}
