package io.millrace.formats.accesslog;

import java.util.Locale;

/**
 * What a client asked for, as a request line or a log says it.
 *
 * @param host of an absolute URL; null for a path alone
 * @param path without query and fragment, such as {@code /index.html}
 */
record RequestTarget(String host, String path) {

  static RequestTarget of(String target) {
    int scheme = target.indexOf("://");
    int hostEnd = 0;
    String host = null;
    if (scheme > 0 && scheme < firstOf(target, "/?#", 0)) {
      int start = scheme + 3;
      hostEnd = firstOf(target, "/?#", start);
      host = target.substring(start, hostEnd).toLowerCase(Locale.ROOT);
    }
    String path = target.substring(hostEnd, firstOf(target, "?#", hostEnd));
    return new RequestTarget(host, host != null && path.isEmpty() ? "/" : path);
  }

  private static int firstOf(String text, String letters, int from) {
    int i = from;
    while (i < text.length() && letters.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
