package io.millrace.formats.json;

import io.millrace.formats.BadRecordException;

/** A member is wrong, somewhere inside; gathers its path on the way out. */
final class BadMemberException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final transient BadRecordException reason;

  BadMemberException(String path, BadRecordException reason) {
    super(reason.getMessage(), null, false, false);
    this.path = path;
    this.reason = reason;
  }

  /** The same, seen from the object or array around. */
  BadMemberException in(String step) {
    return new BadMemberException(path.startsWith("[") ? step + path : step + "." + path, reason);
  }

  BadRecordException atRoot() {
    return new BadRecordException(reason.code(), path + ": " + reason.getMessage());
  }
}
