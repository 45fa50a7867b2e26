package io.millrace.simulators;

import java.time.Instant;

/**
 * A record as it would lie in Kafka, and what it really is.
 *
 * @param key the source, in UTF-8: readings of one source stay in their order
 * @param value a SensorReading in Avro's single-object encoding, unless it is malformed
 * @param due when it is sent, by the plant's true time
 */
public record SimulatedRecord(byte[] key, byte[] value, Truth truth, Instant due) {}
