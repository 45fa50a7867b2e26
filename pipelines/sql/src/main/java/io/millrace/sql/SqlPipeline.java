package io.millrace.sql;

import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sql.plan.QueryPlanner;
import io.millrace.sql.plan.SqlPlan;
import io.millrace.sql.plan.StoredPlan;
import io.millrace.sql.streams.PipelineStreams;
import java.util.Optional;

/**
 * A pipeline of SELECTs, planned by Flink.
 *
 * <pre>{@code
 * SqlPipeline pipeline = SqlPipeline.of(queries).withPlan(storedPlan);
 * pipeline.wire(inputs, outputs, new SqlPipeline.NoParameters());
 * store(pipeline.plan());
 * }</pre>
 *
 * <p>Events at or behind the watermark go to {@link Outputs#late} before any SELECT sees them. An
 * output has the columns of its SELECT; where rows replace each other, {@code revision} and {@code
 * status} follow them: PROVISIONAL for the first result of a key, CORRECTED for later ones,
 * RETRACTED where the key has no row any more.
 */
public final class SqlPipeline implements Pipeline<SqlPipeline.NoParameters> {
  private final SqlQueries queries;
  private final Optional<SqlPlan> plan;

  /** SQL has no parameters but what it says. */
  public record NoParameters() {}

  private SqlPipeline(SqlQueries queries, Optional<SqlPlan> plan) {
    this.queries = queries;
    this.plan = plan;
  }

  /** A pipeline that is planned when it is wired. */
  public static SqlPipeline of(SqlQueries queries) {
    return new SqlPipeline(queries, Optional.empty());
  }

  /**
   * This pipeline, planned: by a stored plan if that is of the same queries, schemas and keys, and
   * anew otherwise.
   *
   * @param stored what {@link #plan} gave
   * @throws io.millrace.sdk.MillraceException if the queries can't be planned, or the text is no
   *     plan
   */
  public SqlPipeline withPlan(String stored) {
    Optional<SqlPlan> same = StoredPlan.parse(stored).planOf(queries);
    return same.isPresent() ? new SqlPipeline(queries, same) : planned();
  }

  /**
   * This pipeline, planned.
   *
   * @throws io.millrace.sdk.MillraceException if the queries can't be planned; it tells all
   *     problems
   */
  public SqlPipeline planned() {
    return new SqlPipeline(queries, Optional.of(currentPlan()));
  }

  /** The plan, to be stored with a deployment; equal for equal queries, schemas and keys. */
  public String plan() {
    return StoredPlan.of(queries, currentPlan()).text();
  }

  @Override
  public Class<NoParameters> parameters() {
    return NoParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, NoParameters parameters) {
    SqlPlan current = currentPlan();
    PipelineStreams streams = new PipelineStreams(queries, current, inputs, outputs);
    QueryPlanner.translate(current, queries, streams, streams.environment());
    streams.send();
  }

  private SqlPlan currentPlan() {
    return plan.orElseGet(() -> new QueryPlanner(queries).plan());
  }
}
