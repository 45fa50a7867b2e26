package io.millrace.operators.window;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What comes out of a {@link PanedAggregation}.
 *
 * @param results of the windows
 * @param late events that came too late for any window, whole; they have been counted
 */
public record WindowedStreams<T, R>(DataStream<R> results, DataStream<T> late) {}
