package io.millrace.hpc.jobs;

import io.millrace.operators.window.PunctualStreams;
import io.millrace.operators.window.WindowSpec;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.hpc.Usage;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What jobs used of a cluster, by user, account, queue, quality of service and size. */
public final class JobsPipeline implements Pipeline<JobsParameters> {
  private static final Stage STAGE = Stage.of("jobs");

  /** A part of a job is told of once more, by the record of the whole. */
  private static final String PART = "PARTIAL";

  @Override
  public Class<JobsParameters> parameters() {
    return JobsParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, JobsParameters parameters) {
    Input<JobEvent> jobs =
        inputs.input("jobs", JobEvent.class).filter(event -> !PART.equals(event.getState()));
    PunctualStreams<JobEvent> streams =
        PunctualStreams.of(
            STAGE.part("punctual"), jobs, List.of(WindowSpec.tumbling(Duration.ofHours(1))));
    outputs.late(jobs, streams.late());
    Duration longest = parameters.longest();
    DataStream<JobStatement> statements =
        STAGE
            .part("statements")
            .on(
                streams
                    .punctual()
                    .events()
                    .flatMap(
                        new StatementsFunction(jobs.name(), longest),
                        new CodecTypeInfo<>(JobStatement.CODEC)));
    DataStream<UsageChange> changes =
        STAGE
            .part("changes")
            .on(
                statements
                    .keyBy(JobStatement::key, Types.STRING)
                    .process(
                        new JobFunction(longest, jobs.lateness()),
                        new CodecTypeInfo<>(UsageChange.CODEC)));
    outputs.results(
        "usage",
        STAGE
            .part("windows")
            .on(
                changes
                    .keyBy(UsageChange::cluster, Types.STRING)
                    .process(
                        new UsageFunction(parameters, jobs.lateness()),
                        new AvroRecordTypeInfo<>(Usage.class))));
  }
}
