package io.millrace.runner.launch;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.util.ExceptionUtils;

/** A Flink inside this process. */
public final class EmbeddedFlink {
  private EmbeddedFlink() {}

  /** The rules that every job of ours keeps, wherever it runs. */
  public static Configuration rules() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 128);
    return configuration;
  }

  /** For a bounded run: one that fails is started again by its user, not by itself. */
  public static Configuration bounded() {
    Configuration configuration = rules();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.addAll(inOneProcess());
    return configuration;
  }

  /**
   * Nobody is lost within one process; where it stands still for a while, all would seem to be. Its
   * temporary files are those of the process.
   */
  public static Configuration inOneProcess() {
    Configuration configuration = temporary();
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofDays(1));
    return configuration;
  }

  /** Where a Flink inside of this process has its temporary files. */
  public static Configuration temporary() {
    Configuration configuration = new Configuration();
    String own = TemporaryFolder.own().path().toString();
    configuration.set(CoreOptions.TMP_DIRS, own);
    configuration.set(WebOptions.TMP_DIR, own);
    return configuration;
  }

  /**
   * Restarts at once, then ever later, and not for ever. For live jobs, a cluster has this in its
   * own configuration.
   */
  public static Configuration restarting() {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 20);
    return configuration;
  }

  /**
   * The message for the user that is somewhere among the causes of a failed job, or else a fault of
   * ours.
   */
  public static MillraceException explain(String pipeline, Throwable failure) {
    Optional<MillraceException> explained =
        ExceptionUtils.findThrowableSerializedAware(
            failure, MillraceException.class, EmbeddedFlink.class.getClassLoader());
    if (explained.isPresent()) {
      return explained.get();
    }
    Throwable root = root(failure);
    return new MillraceException(
        ErrorCode.INTERNAL,
        pipeline + " failed: " + root.getClass().getSimpleName() + ": " + root.getMessage(),
        failure);
  }

  /** The failure from which a failure came. */
  public static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
