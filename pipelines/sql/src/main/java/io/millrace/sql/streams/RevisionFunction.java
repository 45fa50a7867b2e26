package io.millrace.sql.streams;

import io.millrace.schemas.ResultStatus;
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
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;

/** Makes results of the changes of a key, each with the next revision. */
final class RevisionFunction extends KeyedProcessFunction<RowData, RowData, GenericRecord> {
  private static final long serialVersionUID = 1L;

  private final RowType columns;
  private final Schema schema;
  private final Duration ttl;
  private transient RecordWriter writer;
  private transient int revisionPosition;
  private transient int statusPosition;
  private transient ValueState<Long> nextRevision;

  RevisionFunction(RowType columns, Schema schema, Duration ttl) {
    this.columns = columns;
    this.schema = schema;
    this.ttl = ttl;
  }

  @Override
  public void open(OpenContext context) {
    writer = RecordWriter.of(columns, schema);
    revisionPosition = schema.getField(ResultSchemas.REVISION).pos();
    statusPosition = schema.getField(ResultSchemas.STATUS).pos();
    ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("revision", Types.LONG);
    if (!ttl.isZero()) {
      // As the planner keeps its own state of the key.
      descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
    }
    nextRevision = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(RowData row, Context context, Collector<GenericRecord> out)
      throws Exception {
    Long next = nextRevision.value();
    boolean retracted = row.getRowKind() == RowKind.DELETE;
    if (next == null && retracted) {
      // Nothing was ever said of this key.
      return;
    }
    long revision = next == null ? 0 : next;
    nextRevision.update(revision + 1);
    GenericRecord result = writer.write(row);
    result.put(revisionPosition, revision);
    result.put(statusPosition, symbol(status(revision, retracted)));
    out.collect(result);
  }

  private static ResultStatus status(long revision, boolean retracted) {
    if (retracted) {
      return ResultStatus.RETRACTED;
    }
    return revision == 0 ? ResultStatus.PROVISIONAL : ResultStatus.CORRECTED;
  }

  private GenericData.EnumSymbol symbol(ResultStatus status) {
    return new GenericData.EnumSymbol(
        schema.getFields().get(statusPosition).schema(), status.name());
  }
}
