package io.millrace.runner.testing;

import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.launch.NoSplit;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** An input of which a test says what happens, and when. For a parallelism of 1. */
final class ScriptedSource<T extends IndexedRecord>
    implements Source<Arrived<T>, NoSplit, NoSplit>, ResultTypeQueryable<Arrived<T>> {
  private static final long serialVersionUID = 1L;

  private final String script;
  private final String input;
  private final String timeField;
  private final RecordType<T> type;

  ScriptedSource(String script, InputDefinition input, RecordType<T> type) {
    this.script = script;
    this.input = input.name();
    this.timeField = input.timeField();
    this.type = type;
  }

  @Override
  public Boundedness getBoundedness() {
    // Like the live input that it stands for.
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Arrived<T>, NoSplit> createReader(SourceReaderContext context) {
    return new ScriptedReader<>(input, Script.of(script).input(input), type, timeField);
  }

  @Override
  public SplitEnumerator<NoSplit, NoSplit> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SplitEnumerator<NoSplit, NoSplit> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, NoSplit nothing) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getEnumeratorCheckpointSerializer() {
    return new NoSplit.Serializer();
  }

  @Override
  public TypeInformation<Arrived<T>> getProducedType() {
    return new ArrivedTypeInfo<>(type);
  }
}
