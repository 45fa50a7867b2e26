package io.millrace.runner.launch;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.util.ExceptionUtils;

/** A Flink inside this process. */
final class EmbeddedFlink {
  private EmbeddedFlink() {}

  /** The rules that every job of ours keeps, on a cluster as well. */
  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // A bounded run that fails is started again by its user, not by itself.
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return configuration;
  }

  /**
   * The message for the user that is somewhere among the causes of a failed job, or else a fault of
   * ours.
   */
  static MillraceException explain(String pipeline, Throwable failure) {
    Optional<MillraceException> explained =
        ExceptionUtils.findThrowableSerializedAware(
            failure, MillraceException.class, EmbeddedFlink.class.getClassLoader());
    if (explained.isPresent()) {
      return explained.get();
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new MillraceException(
        ErrorCode.INTERNAL,
        pipeline + " failed: " + root.getClass().getSimpleName() + ": " + root.getMessage(),
        failure);
  }
}
