package io.millrace.cdn.traffic;

import io.millrace.schemas.cdn.EdgeRequest;
import java.util.List;

/** A group of requests; null where they are not grouped by it, or do not say it. */
public record TrafficKey(String site, String pop, String host, String country, String protocol) {

  static TrafficKey of(EdgeRequest request, List<TrafficGroup> groups) {
    return new TrafficKey(
        value(TrafficGroup.SITE, request, groups),
        value(TrafficGroup.POP, request, groups),
        value(TrafficGroup.HOST, request, groups),
        value(TrafficGroup.COUNTRY, request, groups),
        value(TrafficGroup.PROTOCOL, request, groups));
  }

  private static String value(TrafficGroup group, EdgeRequest request, List<TrafficGroup> groups) {
    return groups.contains(group) ? group.of(request) : null;
  }

  /**
   * The group as a text, such as {@code site=a,pop=FRA}, for what a database can't do is identify a
   * row by a column that may be null. {@code all} where all is null.
   */
  String series() {
    StringBuilder series = new StringBuilder();
    append(series, TrafficGroup.SITE, site);
    append(series, TrafficGroup.POP, pop);
    append(series, TrafficGroup.HOST, host);
    append(series, TrafficGroup.COUNTRY, country);
    append(series, TrafficGroup.PROTOCOL, protocol);
    return series.isEmpty() ? "all" : series.toString();
  }

  private static void append(StringBuilder series, TrafficGroup group, String value) {
    if (value != null) {
      series
          .append(series.isEmpty() ? "" : ",")
          .append(group.column())
          .append('=')
          .append(value.replace("%", "%25").replace(",", "%2C"));
    }
  }

  /**
   * Spelled out, for a key's hash decides where its state lives, and that of a record may differ
   * between JDKs.
   */
  @Override
  public int hashCode() {
    int hash = 0;
    for (String part : new String[] {site, pop, host, country, protocol}) {
      hash = 31 * hash + (part == null ? 0 : part.hashCode());
    }
    return hash;
  }
}
