package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;
import java.util.Map;

/**
 * What stands before the time of a line: {@code client ident user} of the common and the combined
 * format, or {@code host client ident user}, with or without a port behind the host, of the format
 * that is known as vhost_combined. The host is never taken for the client:
 *
 * <ul>
 *   <li>an address at the first place, and none at the second, is the client;
 *   <li>an address at the second place alone is the client, and the host stands first;
 *   <li>a name with a port is a host, and the client follows;
 *   <li>a name is the client where ident is a hyphen or only two words follow;
 *   <li>what fits neither, or both, is refused.
 * </ul>
 *
 * <p>A port behind the address of a client is no part of it.
 */
final class LineHead {
  private LineHead() {}

  /**
   * Finds client and host.
   *
   * @param first the first word
   * @param rest the words that follow it, up to the time
   */
  static void read(String first, String rest, Map<String, String> columns)
      throws BadRecordException {
    int blank = rest.indexOf(' ');
    String second = blank < 0 ? rest : rest.substring(0, blank);
    boolean ownAddress = Addresses.isIp(Addresses.withoutPort(first));
    boolean secondAddress = Addresses.isIp(Addresses.withoutPort(second));
    boolean longer = words(rest) >= 3;
    boolean ident = second.equals("-");
    boolean port = Addresses.endsInPort(first);
    if (secondAddress ? !ownAddress || port : port && !ownAddress && !ident) {
      host(first, rest, columns);
    } else if (secondAddress || port && !ownAddress || longer && !ident && !Addresses.isIp(first)) {
      throw undecided(first, rest);
    } else {
      CombinedParser.put(columns, "client", Addresses.withoutPort(first));
    }
  }

  /** Finds client and host where the host is known to stand first. */
  static void host(String first, String rest, Map<String, String> columns)
      throws BadRecordException {
    String host = Addresses.host(first);
    String[] words = rest.split(" ", 3);
    boolean fits = (host != null || first.equals("-")) && words.length == 3;
    if (!fits || !isClient(words[0]) || Addresses.isIp(words[1])) {
      throw undecided(first, rest);
    }
    CombinedParser.put(columns, "site", host);
    CombinedParser.put(columns, "client", Addresses.withoutPort(words[0]));
  }

  private static boolean isClient(String word) {
    boolean name = !word.isEmpty() && !word.equals("-") && !Addresses.endsInPort(word);
    return name || Addresses.isIp(Addresses.withoutPort(word));
  }

  private static int words(String text) {
    int words = 1;
    for (int i = 0; i < text.length(); i++) {
      words += text.charAt(i) == ' ' ? 1 : 0;
    }
    return words;
  }

  private static BadRecordException undecided(String first, String rest) {
    return new BadRecordException(
        ErrorCode.MALFORMED,
        "expected 'client ident user' or 'host client ident user' before the time, and can't tell"
            + " which of them is "
            + Excerpt.of(first + " " + rest)
            + "; say it by 'format: vhost-combined' or 'format: log-format'");
  }
}
