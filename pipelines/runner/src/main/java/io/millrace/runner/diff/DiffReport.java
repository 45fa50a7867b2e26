package io.millrace.runner.diff;

import io.millrace.runner.diff.compare.OutputDiff;
import io.millrace.runner.diff.compare.ResultRange;
import io.millrace.runner.diff.source.Manifest.InputSpan;
import java.util.List;

/**
 * How two results of one pipeline differ.
 *
 * @param pipeline its name
 * @param notes what one should know before believing it, a sentence each
 */
public record DiffReport(
    String pipeline,
    Compared a,
    Compared b,
    ResultRange range,
    List<String> notes,
    List<OutputDiff> outputs) {

  /**
   * One of the two.
   *
   * @param name as the user named it
   * @param inputs what was read to make it, as far as that is known
   */
  public record Compared(String name, List<InputSpan> inputs) {}

  public boolean isEqual() {
    return outputs.stream().allMatch(OutputDiff::isEqual);
  }
}
