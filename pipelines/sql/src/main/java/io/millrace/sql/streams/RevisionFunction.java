package io.millrace.sql.streams;

import io.millrace.schemas.ResultStatus;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import io.millrace.sql.rows.RecordWriter;
import io.millrace.sql.rows.ResultSchemas;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/**
 * Makes results of the changes of a key, each with the next revision.
 *
 * <p>Some queries take a row back before they give the next one of its key. Such a row is retracted
 * only when event time goes on and nothing has come in its place.
 */
final class RevisionFunction extends KeyedProcessFunction<RowData, RowData, GenericRecord> {
  private static final long serialVersionUID = 1L;

  private final RowType columns;
  private final RecordType<GenericRecord> type;
  private final Duration ttl;
  private transient RecordWriter writer;
  private transient Schema.Field revisionField;
  private transient Schema.Field statusField;
  private transient ValueState<Long> nextRevision;
  private transient ValueState<GenericRecord> takenBack;

  RevisionFunction(RowType columns, RecordType<GenericRecord> type, Duration ttl) {
    this.columns = columns;
    this.type = type;
    this.ttl = ttl;
  }

  @Override
  public void open(OpenContext context) {
    writer = RecordWriter.of(columns, type.schema());
    revisionField = type.schema().getField(ResultSchemas.REVISION);
    statusField = type.schema().getField(ResultSchemas.STATUS);
    nextRevision = getRuntimeContext().getState(state("revision", Types.LONG));
    takenBack = getRuntimeContext().getState(state("taken-back", new AvroRecordTypeInfo<>(type)));
  }

  private <V> ValueStateDescriptor<V> state(String name, TypeInformation<V> valueType) {
    ValueStateDescriptor<V> descriptor = new ValueStateDescriptor<>(name, valueType);
    if (!ttl.isZero()) {
      // As the planner keeps its own state of the key.
      descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
    }
    return descriptor;
  }

  @Override
  public void processElement(RowData row, Context context, Collector<GenericRecord> out)
      throws Exception {
    GenericRecord result = writer.write(row);
    switch (row.getRowKind()) {
      case UPDATE_BEFORE -> {
        takenBack.update(stamped(result, 0, ResultStatus.RETRACTED));
        long soon = context.timerService().currentWatermark() + 1;
        context.timerService().registerEventTimeTimer(soon);
      }
      case DELETE -> retract(result, out);
      case INSERT, UPDATE_AFTER -> {
        takenBack.clear();
        long revision = takeRevision();
        ResultStatus status = revision == 0 ? ResultStatus.PROVISIONAL : ResultStatus.CORRECTED;
        out.collect(stamped(result, revision, status));
      }
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<GenericRecord> out)
      throws Exception {
    GenericRecord waiting = takenBack.value();
    if (waiting != null) {
      GenericRecord result = new GenericData.Record((GenericData.Record) waiting, false);
      retract(result, out);
    }
  }

  private void retract(GenericRecord result, Collector<GenericRecord> out) throws Exception {
    takenBack.clear();
    // Nothing to take back where nothing is known of the key any more.
    if (nextRevision.value() != null) {
      out.collect(stamped(result, takeRevision(), ResultStatus.RETRACTED));
    }
  }

  private long takeRevision() throws Exception {
    Long next = nextRevision.value();
    long revision = next == null ? 0 : next;
    nextRevision.update(revision + 1);
    return revision;
  }

  private GenericRecord stamped(GenericRecord result, long revision, ResultStatus status) {
    result.put(revisionField.pos(), revision);
    result.put(statusField.pos(), new GenericData.EnumSymbol(statusField.schema(), status.name()));
    return result;
  }
}
