package io.millrace.runner.tap;

import io.millrace.formats.Decoded;
import io.millrace.formats.Format;
import io.millrace.formats.RawRecord;
import io.millrace.kafka.TopicTap;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.launch.SilentBinding;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A look at the records of one input or output of a definition, as they are on Kafka, without a
 * trace: no consumer group, no commit.
 */
public final class Tap {
  private final LiveServices services;
  private final String topic;
  private final RecordType<?> type;
  private final Function<RawRecord, Decoded<String>> json;

  private Tap(
      LiveServices services,
      String topic,
      RecordType<?> type,
      Function<RawRecord, Decoded<String>> json) {
    this.services = services;
    this.topic = topic;
    this.type = type;
    this.json = json;
  }

  /**
   * Of an input.
   *
   * @throws MillraceException if the definition has no such input, or it is not on Kafka
   */
  public static Tap input(Definition definition, Environment environment, String name) {
    InputDefinition input = find("input", name, definition.inputs());
    LiveServices services = new LiveServices(definition, environment);
    return new Tap(
        services,
        services.topic(input),
        input.type(),
        JsonTexts.of(services.format(input).decoder(input.type())));
  }

  /**
   * Of an output.
   *
   * @throws MillraceException if the definition has no such output, or it is not on Kafka
   */
  public static Tap output(Definition definition, Environment environment, String name) {
    OutputDefinition output = find("output", name, definition.outputs());
    LiveServices services = new LiveServices(definition, environment);
    String topic =
        output
            .topic()
            .orElseThrow(
                () ->
                    new MillraceException(
                        ErrorCode.MISSING_KEY,
                        output.place() + ": output '" + name + "' has no topic"));
    RecordType<?> type = SilentBinding.outputsOf(definition).get(name);
    Format avro = services.resultFormat(type);
    return new Tap(
        services,
        services.named(topic),
        type,
        output.json() ? JsonTexts::asIs : JsonTexts.of(avro.decoder(type)));
  }

  /**
   * How single records of an input are read: as JSON.
   *
   * @param redacted fields whose values are hidden, or {@code all}
   * @throws MillraceException UNKNOWN_NAME if a field that is to be hidden does not exist
   */
  public static Function<RawRecord, Decoded<String>> reading(
      LiveServices services, InputDefinition input, Collection<String> redacted) {
    Redaction redaction = Redaction.of(redacted, input.type().schema());
    Function<RawRecord, Decoded<String>> json =
        JsonTexts.of(services.format(input).decoder(input.type()));
    return raw -> {
      Decoded<String> read = json.apply(raw);
      return read instanceof Decoded.Ok<String> ok
          ? new Decoded.Ok<>(redaction.hide(ok.event()))
          : read;
    };
  }

  private static <V> V find(String side, String name, Map<String, V> known) {
    V found = known.get(name);
    if (found == null) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "--%s %s: the definition has no such %s%s"
              .formatted(side, name, side, Suggestions.of(name, known.keySet())));
    }
    return found;
  }

  /**
   * Shows records that come from now on, each as a line of JSON.
   *
   * @param limit after how many it returns
   * @param patience after which it returns with fewer
   * @param look what is shown of each
   * @return how many were shown
   */
  public int next(int limit, Duration patience, Look look, Consumer<String> shown) {
    RecordLines lines = lines(look);
    try (TopicTap tap = TopicTap.open(services.kafka(), topic)) {
      return tap.next(limit, patience, raw -> shown.accept(lines.line(raw)));
    }
  }

  /**
   * Shows the last records that are there, in order of their timestamps.
   *
   * @param count how many at most
   * @param look what is shown of each
   * @return how many were shown
   */
  public int last(int count, Look look, Consumer<String> shown) {
    RecordLines lines = lines(look);
    try (TopicTap tap = TopicTap.open(services.kafka(), topic)) {
      List<RawRecord> records = tap.last(count);
      records.forEach(raw -> shown.accept(lines.line(raw)));
      return records.size();
    }
  }

  private RecordLines lines(Look look) {
    return new RecordLines(json, Redaction.of(look.redacted(), type.schema()), look.positions());
  }

  /**
   * What is shown of a record.
   *
   * @param redacted fields whose values are hidden, or {@code all}
   * @param positions whether it is said where the record stands
   */
  public record Look(Collection<String> redacted, boolean positions) {}
}
