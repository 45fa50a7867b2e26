package io.millrace.platform.archive;

import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;

/** Records of a topic as they are, each of which says behind which offset it follows. */
public final class ArchivePipeline implements Pipeline<ArchiveParameters> {
  private static final Stage STAGE = Stage.of("archive");

  @Override
  public Class<ArchiveParameters> parameters() {
    return ArchiveParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, ArchiveParameters parameters) {
    Input<ArchivedRecord> records = inputs.input("records", ArchivedRecord.class);
    outputs.results(
        "archive",
        STAGE
            .part("follows")
            .on(
                records
                    .events()
                    // A partition stays with the task that reads it: no record crosses the network.
                    .forward()
                    .map(new FollowsFunction(), new AvroRecordTypeInfo<>(ArchivedRecord.class))));
  }
}
