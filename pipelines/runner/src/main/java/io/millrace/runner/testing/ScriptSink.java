package io.millrace.runner.testing;

import io.millrace.formats.json.RecordJson;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Hands what leaves a pipeline to the test, as JSON, for a record may change after it was seen. */
final class ScriptSink<R extends IndexedRecord> implements Sink<R> {
  private static final long serialVersionUID = 1L;

  private final String script;
  private final Kind kind;
  private final String name;

  ScriptSink(String script, Subject subject) {
    this.script = script;
    this.kind = subject.kind();
    this.name = subject.name();
  }

  @Override
  public SinkWriter<R> createWriter(WriterInitContext context) {
    return new Writer<>(Script.of(script), new Subject(kind, name), new RecordJson());
  }

  private record Writer<R extends IndexedRecord>(Script script, Subject subject, RecordJson json)
      implements SinkWriter<R> {

    @Override
    public void write(R record, Context context) {
      script.collect(subject, json.write(record));
    }

    @Override
    public void flush(boolean endOfInput) {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
