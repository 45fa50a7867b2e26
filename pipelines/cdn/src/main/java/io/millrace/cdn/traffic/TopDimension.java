package io.millrace.cdn.traffic;

import io.millrace.schemas.cdn.EdgeRequest;
import java.util.Locale;

/** What the items that occur most are looked for in, and how much a request adds to its item. */
public enum TopDimension {
  /** Host, where the log says it, and path; by requests. */
  URL,
  /** The same, by bytes sent. */
  URL_BYTES,
  /** The same, by requests that the cache would have answered and had to fetch. */
  URL_MISSES,
  /** The same, by responses from 500 to 599. */
  URL_5XX,
  /** The same, by responses 404. */
  URL_404,
  /** The Referer header, by requests. */
  REFERRER,
  /** The User-Agent header, by requests. */
  USER_AGENT,
  /** Country of the client, by requests. */
  COUNTRY,
  /** The site, by requests. */
  SITE,
  /** The client, by requests. It identifies persons, so it has to be asked for. */
  CLIENT;

  /** Beyond this an item is cut, and ends in its hash. */
  private static final int LONGEST = 256;

  private static final int HASH = 16;

  /** How it is named in parameters and results. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The item of a request; null if it says none. */
  String item(EdgeRequest request) {
    String item =
        switch (this) {
          case REFERRER -> request.getReferrer();
          case USER_AGENT -> request.getUserAgent();
          case COUNTRY -> request.getCountry();
          case SITE -> request.getSite();
          case CLIENT -> request.getClient();
          default -> url(request);
        };
    return item == null || item.length() <= LONGEST ? item : shortened(item);
  }

  /** What a request adds to its item. */
  long weight(EdgeRequest request) {
    return switch (this) {
      case URL_BYTES -> Math.max(0, TrafficStatistics.sentBytes(request));
      case URL_MISSES -> CacheOutcome.of(request) == CacheOutcome.MISS ? 1 : 0;
      case URL_5XX -> hundreds(request) == 5 ? 1 : 0;
      case URL_404 -> request.getStatus() != null && request.getStatus() == 404 ? 1 : 0;
      default -> 1;
    };
  }

  private static int hundreds(EdgeRequest request) {
    return request.getStatus() == null ? 0 : request.getStatus() / 100;
  }

  private static String url(EdgeRequest request) {
    String host = request.getRequestHost();
    return host == null || request.getPath() == null ? request.getPath() : host + request.getPath();
  }

  /** FNV-1a of 64 bits tells long items with the same beginning apart. */
  private static String shortened(String item) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < item.length(); i++) {
      hash = (hash ^ item.charAt(i)) * 0x100000001b3L;
    }
    int end = LONGEST - HASH - 1;
    // Half of a pair of surrogates is no letter.
    end -= Character.isHighSurrogate(item.charAt(end - 1)) ? 1 : 0;
    return item.substring(0, end) + "~" + String.format(Locale.ROOT, "%016x", hash);
  }
}
