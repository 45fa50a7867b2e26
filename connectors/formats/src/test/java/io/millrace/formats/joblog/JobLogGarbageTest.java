package io.millrace.formats.joblog;

import io.millrace.formats.Decoder;
import io.millrace.formats.Records;
import io.millrace.formats.joblog.JobLogFormat.Layout;
import io.millrace.schemas.hpc.JobEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a record is, it is answered, and a good one after it reads as before. */
class JobLogGarbageTest {
  private static final Map<Layout, String> GOOD =
      Map.of(
          Layout.SWF,
          JobLogs.SWF,
          Layout.SACCT,
          JobLogs.SACCT,
          Layout.SLURM_JSON,
          JobLogs.JSON,
          Layout.SACCT_JSON,
          SacctJsonParserTest.JOB);

  // One for all tries: what a bad record leaves behind may show much later.
  private static final Map<Layout, Decoder<JobEvent>> DECODERS = new EnumMap<>(Layout.class);

  @Property(tries = 300)
  void anyBytesAreAnsweredAndForgotten(@ForAll @Size(max = 200) byte[] garbage) {
    GOOD.forEach((layout, good) -> assertAnsweredAndForgotten(layout, good, garbage));
  }

  @Property(tries = 600)
  void flippedBitsAreAnsweredAndForgotten(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> bits) {
    GOOD.forEach(
        (layout, good) ->
            assertAnsweredAndForgotten(layout, good, Records.flipped(JobLogs.bytes(good), bits)));
  }

  private static void assertAnsweredAndForgotten(Layout layout, String good, byte[] wrong) {
    Records.assertAnsweredAndForgotten(
        DECODERS.computeIfAbsent(layout, JobLogGarbageTest::decoder), good, wrong);
  }

  private static Decoder<JobEvent> decoder(Layout layout) {
    Decoder<JobEvent> decoder = JobLogs.decoder(layout, List.of(), "UTC");
    decoder.decode(Records.line(JobLogs.SWF_HEAD));
    decoder.decode(Records.line(JobLogs.SACCT_HEAD));
    return decoder;
  }
}
