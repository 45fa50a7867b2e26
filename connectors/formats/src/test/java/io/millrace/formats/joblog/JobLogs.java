package io.millrace.formats.joblog;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.joblog.JobLogFormat.Layout;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines of logs of jobs, and what becomes of them. */
final class JobLogs {
  static {
    AvroTrust.establish();
  }

  static final String SWF_HEAD = "; UnixStartTime: 1000000000";
  static final String SWF = "7 100 60 3600 4 -1 -1 4 7200 -1 1 3 5 2 1 -1 -1 -1";
  static final String SACCT_HEAD =
      "JobID|DBIndex|Cluster|User|Account|Partition|QOS|Submit|Eligible|Start|End|State|NCPUS";
  static final String SACCT =
      "123|9001|c1|zoë|physics|batch|normal|2026-01-01T00:00:00|2026-01-01T00:00:10"
          + "|2026-01-01T00:10:00|2026-01-01T01:10:00|COMPLETED|16";
  static final String JSON =
      "{\"jobid\": 77, \"username\": \"alice\", \"user_id\": 1000, \"account\": \"bio\","
          + " \"partition\": \"gpu\", \"qos\": \"high\", \"cluster\": \"c2\", \"state\":"
          + " \"FAILED\", \"@submit\": \"2026-01-01T00:00:00\", \"@eligible\":"
          + " \"2026-01-01T00:00:00\", \"@start\": \"2026-01-01T00:05:00\", \"@end\":"
          + " \"2026-01-01T00:06:30\", \"total_cpus\": 8, \"total_nodes\": 2, \"nodes\":"
          + " \"n[1-2]\", \"pack_job_id\": null}";

  private JobLogs() {}

  static Decoder<JobEvent> decoder(Layout layout, List<String> columns, String zone) {
    FieldMapping mapping = new FieldMapping(Map.of(), Map.of(), null, ZoneId.of(zone));
    return new JobLogFormat(layout, mapping, columns).decoder(JobEvent.class);
  }

  /** What becomes of the lines of one file. */
  static List<Decoded<JobEvent>> file(Layout layout, String... lines) {
    return file(decoder(layout, List.of(), "UTC"), lines);
  }

  static List<Decoded<JobEvent>> file(Decoder<JobEvent> decoder, String... lines) {
    List<Decoded<JobEvent>> decoded = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      decoded.add(decoder.decode(RawRecord.inFile(bytes(lines[i]), "jobs.log", i + 1)));
    }
    return decoded;
  }

  /** What becomes of the last of some lines of one file. */
  static Decoded<JobEvent> last(Layout layout, String... lines) {
    return file(layout, lines).get(lines.length - 1);
  }

  static RawRecord onKafka(String line) {
    Position position = new Position.InTopic("jobs", 0, 0);
    return new RawRecord(
        bytes(line), null, List.of(), position, RawRecord.NO_TIME, RawRecord.NO_TIME);
  }

  static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
