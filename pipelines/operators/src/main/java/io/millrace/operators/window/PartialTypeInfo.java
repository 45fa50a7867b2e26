package io.millrace.operators.window;

import io.millrace.sdk.codec.CodecTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;

/**
 * What crosses the network: key, start of the pane in ms, number of events, and their accumulator.
 */
final class PartialTypeInfo {
  private PartialTypeInfo() {}

  static <K, A> TypeInformation<Tuple4<K, Long, Long, A>> of(
      TypeInformation<K> key, PaneFunction<?, A> function) {
    return new TupleTypeInfo<>(key, Types.LONG, Types.LONG, new CodecTypeInfo<>(function.codec()));
  }
}
