package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.Warning;
import io.millrace.sdk.WarningTally;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes the statements of events, and warns of what is not believed of them. */
final class StatementsFunction extends RichFlatMapFunction<JobEvent, JobStatement> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final Duration longest;
  private transient WarningTally warnings;

  StatementsFunction(String input, Duration longest) {
    this.input = input;
    this.longest = longest;
  }

  @Override
  public void open(OpenContext context) {
    warnings = WarningTally.ofInput(getRuntimeContext(), input);
  }

  @Override
  public void flatMap(JobEvent event, Collector<JobStatement> out) {
    JobStatement.of(event, longest, field -> warn(event, field)).forEach(out::collect);
  }

  private void warn(JobEvent event, String field) {
    warnings.add(
        Warning.NOT_BELIEVED,
        "field '" + field + "'",
        "job " + event.getJobId() + ", event of " + event.getEventTime());
  }
}
