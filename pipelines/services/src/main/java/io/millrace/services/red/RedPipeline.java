package io.millrace.services.red;

import io.millrace.operators.window.PanedAggregation;
import io.millrace.operators.window.WindowSpec;
import io.millrace.operators.window.WindowedStreams;
import io.millrace.schemas.services.Red;
import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Rate, errors and durations of what services do. */
public final class RedPipeline implements Pipeline<RedParameters> {

  @Override
  public Class<RedParameters> parameters() {
    return RedParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, RedParameters parameters) {
    List<SpanKind> kinds = parameters.kinds();
    Input<Span> spans =
        inputs.input("spans", Span.class).filter(span -> kinds.contains(span.getKind()));
    WindowedStreams<Span, Red> streams =
        PanedAggregation.of(Stage.of("red"), spans)
            .keyedBy(RedKey::of, TypeInformation.of(RedKey.class))
            .windows(parameters.windows().stream().map(WindowSpec::tumbling).toList())
            .early(parameters.early())
            .aggregate(new RedAggregation(parameters.errors()))
            .results(RedResults::red, Red.class);
    outputs.late(spans, streams.late());
    outputs.results("red", streams.results());
  }
}
