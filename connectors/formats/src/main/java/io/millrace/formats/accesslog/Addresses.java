package io.millrace.formats.accesslog;

import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses and names of hosts as logs write them; no name is ever looked up. */
final class Addresses {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private Addresses() {}

  /** Whether a text is an address of version 4 or 6, and nothing else. */
  static boolean isIp(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  private static boolean isIpv4(String text) {
    int groups = 1;
    int digits = 0;
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '.' && digits > 0) {
        groups++;
        digits = 0;
        value = 0;
      } else if (letter >= '0' && letter <= '9' && digits < 3) {
        digits++;
        value = 10 * value + letter - '0';
      } else {
        return false;
      }
      if (value > 255) {
        return false;
      }
    }
    return groups == 4 && digits > 0;
  }

  private static boolean isIpv6(String text) {
    if (text.indexOf(':') < 0) {
      return false;
    }
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    int gap = address.indexOf("::");
    if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
      return false;
    } else if (gap < 0) {
      return groups(address) == 8;
    }
    int before = groups(address.substring(0, gap));
    int after = groups(address.substring(gap + 2));
    return before >= 0 && after >= 0 && before + after < 8;
  }

  /** How many groups of 16 bits a part of an address has; -1 if it is none. */
  private static int groups(String part) {
    if (part.isEmpty()) {
      return 0;
    }
    int groups = 0;
    String[] texts = part.split(":", -1);
    for (int i = 0; i < texts.length; i++) {
      if (i == texts.length - 1 && isIpv4(texts[i])) {
        return groups + 2;
      } else if (!isHex(texts[i])) {
        return -1;
      }
      groups++;
    }
    return groups;
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 4;
  }

  /** The address of {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}; any other text as it is. */
  static String withoutPort(String text) {
    int colon = portColon(text);
    if (colon < 0) {
      return text.startsWith("[") && text.endsWith("]")
          ? ipOr(text.substring(1, text.length() - 1), text)
          : text;
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      return ipOr(host.substring(1, host.length() - 1), text);
    }
    return isIpv4(host) ? host : text;
  }

  private static String ipOr(String address, String text) {
    return isIp(address) ? address : text;
  }

  /** Whether a text is no address, and ends in a port. */
  static boolean endsInPort(String text) {
    return !isIp(text) && portColon(text) > 0;
  }

  /** The host of a host or {@code host:port}, in small letters; null if the text is none. */
  static String host(String text) {
    if (isIp(text)) {
      return text;
    }
    String address = withoutPort(text);
    if (isIp(address)) {
      return address;
    }
    int colon = portColon(text);
    String name = colon < 0 ? text : text.substring(0, colon);
    return NAME.matcher(name).matches() ? name.toLowerCase(Locale.ROOT) : null;
  }

  /** Where the colon before a port stands; -1 if there is no port. */
  private static int portColon(String text) {
    int at = text.length();
    while (at > 0 && text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9') {
      at--;
    }
    boolean port = at > 0 && at < text.length() && text.length() - at <= 5;
    return port && text.charAt(at - 1) == ':' ? at - 1 : -1;
  }
}
