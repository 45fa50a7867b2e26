package io.millrace.formats.spans;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.KnownNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Spans of Zipkin's API v1, in which one span may hold what several services say of it; each gets a
 * span of its own, by the rules of Zipkin's own conversion to v2.
 */
final class ZipkinV1 {
  private final JsonNode span;
  private final long timestamp;
  private final long duration;
  private final List<Side> sides = new ArrayList<>();
  private final Map<String, Moment> core = new HashMap<>();
  private long anyTime;

  /** When something happened, in us, and where. */
  private record Moment(long time, ZipkinEndpoint where) {}

  /** What one service says of the span. */
  private static final class Side {
    ZipkinEndpoint local;
    ZipkinEndpoint remote;
    String kind = "INTERNAL";
    boolean shared;
    long start;
    long duration;
    final Map<String, String> tags = new HashMap<>();
  }

  private ZipkinV1(JsonNode span) throws BadRecordException {
    this.span = span;
    this.timestamp = SpanJson.number(span, "timestamp");
    this.duration = SpanJson.number(span, "duration");
    this.anyTime = timestamp;
    sides.add(new Side());
  }

  /** The members of a span. */
  static KnownNames members() {
    return new KnownNames(
        "member",
        Set.of(
            "traceId",
            "id",
            "parentId",
            "name",
            "timestamp",
            "duration",
            "annotations",
            "binaryAnnotations",
            "debug"));
  }

  static void spans(JsonNode span, List<SpanColumns> spans) throws BadRecordException {
    ZipkinV1 reading = new ZipkinV1(span);
    reading.annotations();
    reading.calls();
    reading.messages();
    reading.binaryAnnotations();
    for (Side side : reading.sides) {
      spans.add(reading.columns(side));
    }
  }

  private void annotations() throws BadRecordException {
    for (JsonNode annotation : span.path("annotations")) {
      ZipkinEndpoint where = ZipkinEndpoint.of(annotation, "endpoint");
      Side side = side(where);
      String value = String.valueOf(SpanJson.text(annotation, "value"));
      long time = SpanJson.number(annotation, "timestamp");
      anyTime = anyTime == 0 ? time : anyTime;
      String kind =
          switch (value) {
            case "cs", "cr" -> "CLIENT";
            case "sr", "ss" -> "SERVER";
            case "ms" -> "PRODUCER";
            case "mr" -> "CONSUMER";
            case "ws", "wr" -> side.kind;
            default -> null;
          };
      if (kind != null && where != null) {
        side.kind = kind;
        core.put(value, new Moment(time, where));
      }
    }
  }

  private void calls() {
    inferBeginning("cs", core.get("cr"));
    inferBeginning("sr", core.get("ss"));
    Moment sent = core.get("cs");
    Moment received = core.get("sr");
    Moment answered = core.get("ss");
    Moment returned = core.get("cr");
    if (sent != null && received != null) {
      time(sent, returned);
      Side client = side(sent.where);
      Side server;
      if (Objects.equals(sent.where.service(), received.where.service())) {
        client.kind = "CLIENT";
        server = newSide(received.where);
        server.kind = "SERVER";
      } else {
        server = side(received.where);
      }
      server.shared = true;
      server.start = received.time;
      server.duration = answered == null ? server.duration : answered.time - received.time;
      if (returned == null && duration == 0) {
        client.duration = 0;
      }
    } else if (sent != null && returned != null) {
      time(sent, returned);
    } else if (received != null && answered != null) {
      time(received, answered);
    } else {
      incomplete(sent, received);
    }
    // In v1 it was by leaving the timestamp to the caller that a server said that it shares an id.
    if (sent == null
        && received != null
        && (timestamp == 0 || (answered != null && duration == 0))) {
      side(received.where).shared = true;
    }
  }

  private void inferBeginning(String begin, Moment end) {
    if (!core.containsKey(begin)
        && end != null
        && timestamp != 0
        && duration != 0
        && timestamp + duration == end.time) {
      core.put(begin, new Moment(timestamp, end.where));
    }
  }

  private void incomplete(Moment sent, Moment received) {
    for (Side side : sides) {
      if (side.kind.equals("CLIENT") && sent != null) {
        side.start = sent.time;
      } else if (side.kind.equals("SERVER") && received != null) {
        side.start = received.time;
      }
    }
    if (timestamp != 0) {
      sides.get(0).start = timestamp;
      sides.get(0).duration = duration;
    }
  }

  private void messages() {
    Moment sent = core.get("ms");
    Moment received = core.get("mr");
    Moment arrived = core.get("wr");
    Moment left = core.get("ws");
    if (sent != null && received != null) {
      Side producer = side(sent.where);
      Side consumer;
      if (Objects.equals(sent.where.service(), received.where.service())) {
        producer.kind = "PRODUCER";
        consumer = newSide(received.where);
        consumer.kind = "CONSUMER";
      } else {
        consumer = side(received.where);
      }
      consumer.shared = true;
      consumer.start = arrived == null ? received.time : arrived.time;
      consumer.duration = arrived == null ? 0 : received.time - arrived.time;
      producer.start = sent.time;
      producer.duration = left == null ? 0 : left.time - sent.time;
    } else if (sent != null) {
      time(sent, left);
    } else if (received != null) {
      time(arrived == null ? received : arrived, arrived == null ? null : received);
    }
  }

  private void time(Moment begin, Moment end) {
    Side side = side(begin.where);
    if (timestamp != 0 && duration != 0) {
      side.start = timestamp;
      side.duration = duration;
    } else {
      side.start = begin.time;
      side.duration = end == null ? side.duration : end.time - begin.time;
    }
  }

  private void binaryAnnotations() {
    Map<String, ZipkinEndpoint> addresses = new HashMap<>();
    for (JsonNode annotation : span.path("binaryAnnotations")) {
      String key = String.valueOf(SpanJson.text(annotation, "key"));
      ZipkinEndpoint where = ZipkinEndpoint.of(annotation, "endpoint");
      JsonNode value = annotation.path("value");
      if (!value.isTextual()) {
        addresses.put(key, where);
      } else if (!key.equals("lc") || !value.asText().isEmpty()) {
        side(where).tags.put(key, value.asText());
      } else {
        side(where);
      }
    }
    remotes(addresses.get("ca"), addresses.get("sa"), addresses.get("ma"));
  }

  private void remotes(ZipkinEndpoint client, ZipkinEndpoint server, ZipkinEndpoint broker) {
    Moment served = core.getOrDefault("sr", core.get("ss"));
    Moment called = core.getOrDefault("cs", core.get("cr"));
    if (served == null && called == null && (client != null || server != null)) {
      if (client != null && server != null) {
        side(client).remote = server;
      } else if (server != null) {
        sides.get(0).remote = server;
      } else {
        sides.get(0).kind = "SERVER";
        sides.get(0).remote = client;
      }
      return;
    }
    if (client != null && served != null && !client.equals(served.where)) {
      // Some servers put their own name beside the client's address.
      boolean sameName = Objects.equals(client.service(), served.where.service());
      side(served.where).remote = sameName ? client.nameless() : client;
    }
    if (server != null && called != null) {
      side(called.where).remote = server;
    }
    for (String message : List.of("ms", "mr")) {
      if (broker != null && core.containsKey(message)) {
        side(core.get(message).where).remote = broker;
      }
    }
  }

  private Side side(ZipkinEndpoint where) {
    Side first = sides.get(0);
    if (where == null) {
      return first;
    } else if (first.local == null) {
      first.local = where;
      return first;
    }
    for (Side side : sides) {
      if (Objects.equals(side.local.service(), where.service())) {
        return side;
      }
    }
    return newSide(where);
  }

  private Side newSide(ZipkinEndpoint where) {
    Side side = new Side();
    side.local = where;
    sides.add(side);
    return side;
  }

  private SpanColumns columns(Side side) throws BadRecordException {
    SpanColumns columns =
        new SpanColumns()
            .identity(
                SpanJson.text(span, "traceId"),
                SpanJson.text(span, "id"),
                SpanJson.text(span, "parentId"))
            .put("operation", SpanJson.text(span, "name"))
            .put("kind", side.kind)
            .put("shared", Boolean.toString(side.shared));
    ZipkinV2.say(columns, side.start == 0 ? anyTime : side.start, side.duration);
    if (side.local != null) {
      side.local.sayLocal(columns);
    }
    if (side.remote != null) {
      side.remote.sayRemote(columns);
    }
    ZipkinV2.say(columns, side.tags);
    return columns;
  }
}
