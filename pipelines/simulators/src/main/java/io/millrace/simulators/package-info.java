/**
 * Telemetry that is made up from a seed, with all that goes wrong in plants put in on purpose, and
 * an oracle that recomputes in plain Java what the pipelines should have made of it. Nothing here
 * uses Flink or a pipeline's code.
 */
package io.millrace.simulators;
