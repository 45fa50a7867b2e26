package io.millrace.runner.launch;

import io.millrace.runner.definition.MaxDead;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Fails a job whose input can't be read, for good: another attempt would read the same. */
final class TooManyDead {
  private TooManyDead() {}

  /**
   * What to throw. The job ends, and keeps its last checkpoint: whoever starts it again goes on
   * from there, and loses nothing.
   *
   * @param dead how many of the last records were
   * @param letter the last of them
   */
  static SuppressRestartsException of(MaxDead limit, int dead, DeadLetter letter) {
    String place =
        letter.getTopic() == null
            ? letter.getFile() + ":" + letter.getLine()
            : letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
    return new SuppressRestartsException(
        new MillraceException(
            ErrorCode.TOO_MANY_DEAD,
            ("input '%s': %d of the last %d records can't be read, the last at %s: %s %s; expected"
                    + " at most %d%%, as 'max-dead' of the input sets it. Nothing was skipped: mend"
                    + " what is wrong and start the job again")
                .formatted(
                    letter.getInput(),
                    dead,
                    limit.of(),
                    place,
                    letter.getError(),
                    letter.getMessage(),
                    limit.percent())));
  }
}
