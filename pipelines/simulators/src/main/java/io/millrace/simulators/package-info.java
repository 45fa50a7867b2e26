/**
 * Telemetry that is made up from a seed, with all that goes wrong in plants, networks, services,
 * clusters and bills put in on purpose, and oracles that know, or recompute in plain Java, what the
 * pipelines should have made of it. Nothing here uses Flink or a pipeline's code.
 */
package io.millrace.simulators;
