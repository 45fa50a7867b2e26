package io.millrace.formats.joblog;

import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.line.LineDecoder;
import io.millrace.formats.line.LineParser;
import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.avro.RecordType;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;

/**
 * Logs of the jobs of clusters, for {@code hpc.JobEvent} and schemas like it. Headers, comments and
 * steps of jobs are passed over.
 *
 * @param layout what a record looks like
 * @param mapping constants for fields that the log does not say, further columns for fields, and
 *     the zone in which times without one are
 * @param columns the names of the columns of {@code sacct}, where no header says them; else empty
 */
public record JobLogFormat(Layout layout, FieldMapping mapping, List<String> columns)
    implements Format {

  public JobLogFormat {
    columns = List.copyOf(columns);
  }

  /** What a record looks like. */
  public enum Layout {
    /** The Standard Workload Format 2.2 of the Parallel Workloads Archive. */
    SWF("swf", Framing.LINES, columns -> new SwfParser()),
    /** What {@code sacct --parsable2} prints. */
    SACCT("sacct", Framing.LINES, SacctParser::new),
    /** JSON of Slurm's job completion plug-ins for Kafka and Elasticsearch. */
    SLURM_JSON("slurm-json", Framing.JSON_VALUES, columns -> new SlurmJsonParser()),
    /** The document that {@code sacct --json} prints; on Kafka one of its jobs a record. */
    SACCT_JSON("sacct-json", Framing.JSON_JOBS, columns -> new SacctJsonParser());

    private final String formatName;
    private final Framing framing;
    private final Function<List<String>, LineParser> parser;

    Layout(String formatName, Framing framing, Function<List<String>, LineParser> parser) {
      this.formatName = formatName;
      this.framing = framing;
      this.parser = parser;
    }

    /** The name that definitions use. */
    public String formatName() {
      return formatName;
    }
  }

  @Override
  public String name() {
    return layout.formatName;
  }

  @Override
  public Framing framing() {
    return layout.framing;
  }

  @Override
  public boolean readsByOrder() {
    return mapping.changesClocks();
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    // Its times are whole seconds, whatever the mapping says of others.
    TimeReader times =
        layout == Layout.SACCT_JSON ? TimeReader.of(null, ZoneOffset.UTC) : mapping.times();
    return new LineDecoder<>(type, layout.parser.apply(columns), mapping, times);
  }
}
