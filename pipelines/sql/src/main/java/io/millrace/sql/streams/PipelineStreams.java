package io.millrace.sql.streams;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import io.millrace.sql.SqlInput;
import io.millrace.sql.SqlQueries;
import io.millrace.sql.plan.SqlPlan;
import io.millrace.sql.rows.ResultSchemas;
import io.millrace.sql.tables.TableStreams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;

/** Binds the tables of a plan to the inputs and outputs of a pipeline. */
public final class PipelineStreams implements TableStreams {
  private final SqlQueries queries;
  private final SqlPlan plan;
  private final Outputs outputs;
  private final Map<String, Scan> scans = new TreeMap<>();
  private final Map<String, Transformation<GenericRecord>> results = new TreeMap<>();

  /** An input as all scans of it see it. */
  private record Scan(RecordType<GenericRecord> type, DataStream<GenericRecord> events) {}

  /** Reads each input that the plan reads: once, with the fields that any of its SELECTs reads. */
  public PipelineStreams(SqlQueries queries, SqlPlan plan, Inputs inputs, Outputs outputs) {
    this.queries = queries;
    this.plan = plan;
    this.outputs = outputs;
    plan.columnsRead().forEach((input, columns) -> scans.put(input, read(input, columns, inputs)));
  }

  private Scan read(String name, Set<String> columns, Inputs inputs) {
    SqlInput table = queries.inputs().get(name);
    RecordType<GenericRecord> type = RecordType.of(table.projection(columns));
    Input<GenericRecord> input = inputs.input(name, type);
    AvroRecordTypeInfo<GenericRecord> typeInfo = new AvroRecordTypeInfo<>(type);
    OutputTag<GenericRecord> lateTag = new OutputTag<>("late", typeInfo);
    SingleOutputStreamOperator<GenericRecord> inTime =
        Stage.of("sql.input." + name + ".late")
            .on(input.events().process(new LateFunction(name, lateTag), typeInfo));
    outputs.late(input, inTime.getSideOutput(lateTag));
    return new Scan(type, inTime);
  }

  /**
   * The environment of the inputs.
   *
   * @throws MillraceException if the plan reads none
   */
  public StreamExecutionEnvironment environment() {
    return scans.values().stream()
        .map(scan -> scan.events().getExecutionEnvironment())
        .findFirst()
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.MISSING_KEY, queries.pipeline() + ": no SELECT reads an input"));
  }

  @Override
  public DataStream<RowData> scan(String input, RowType columns) {
    Scan scan = scans.get(input);
    RowFunction rows =
        new RowFunction(
            scan.type().schema(), columns.getFieldNames(), queries.inputs().get(input).timeField());
    // The planner gives it its id.
    return scan.events().map(rows, InternalTypeInfo.of(columns));
  }

  @Override
  public DataStreamSink<?> write(String output, RowType columns, DataStream<RowData> rows) {
    boolean updating = plan.isUpdating(output);
    Schema derived = ResultSchemas.of(queries.pipeline(), output, columns, updating);
    RecordType<GenericRecord> type = RecordType.of(derived);
    SingleOutputStreamOperator<GenericRecord> records =
        updating
            ? revisions(output, columns, rows, type)
            : rows.map(new RecordFunction(columns, type.schema()), new AvroRecordTypeInfo<>(type));
    Stage.of("sql.output." + output).on(records);
    results.put(output, records.getTransformation());
    return new WrittenOutput(records);
  }

  /**
   * Sends the results to the outputs. To be called once, after the plan was translated: until then
   * the planner's streams are in an environment of its own.
   */
  public void send() {
    StreamExecutionEnvironment environment = environment();
    results.forEach(
        (output, records) -> outputs.results(output, new DataStream<>(environment, records)));
  }

  private SingleOutputStreamOperator<GenericRecord> revisions(
      String output, RowType columns, DataStream<RowData> rows, RecordType<GenericRecord> type) {
    List<String> names = columns.getFieldNames();
    int[] key = queries.keys().get(output).stream().mapToInt(names::indexOf).toArray();
    RowKeyFunction keyFunction = new RowKeyFunction(columns, key);
    return rows.keyBy(keyFunction, InternalTypeInfo.of(keyFunction.type()))
        .process(
            new RevisionFunction(columns, type, queries.stateTtl()),
            new AvroRecordTypeInfo<>(type));
  }

  /** What the planner wants to see of a sink; the sinks themselves are behind the outputs. */
  private static final class WrittenOutput extends DataStreamSink<GenericRecord> {

    private WrittenOutput(SingleOutputStreamOperator<GenericRecord> records) {
      super((PhysicalTransformation<GenericRecord>) records.getTransformation());
    }
  }
}
