package io.millrace.simulators;

import java.time.Instant;

/**
 * A record as it would lie in Kafka, and what it really is.
 *
 * @param input name of the pipeline's input that it is for
 * @param key the source, in UTF-8: events of one source stay in their order
 * @param value an event in Avro's single-object encoding, unless it is malformed
 * @param due when it is sent, by the true time
 */
public record SimulatedRecord(String input, byte[] key, byte[] value, Truth truth, Instant due) {}
