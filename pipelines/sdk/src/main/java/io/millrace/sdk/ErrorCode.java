package io.millrace.sdk;

/** What went wrong, by whose hand. Every message that a user sees carries one of these. */
public enum ErrorCode {
  /** The text is not YAML, or a SELECT in it not SQL. */
  SYNTAX(Category.USER),
  /** A key that nothing reads. */
  UNKNOWN_KEY(Category.USER),
  /** A key that has to be there. */
  MISSING_KEY(Category.USER),
  /** A value of the wrong type or shape. */
  WRONG_TYPE(Category.USER),
  /** A value outside of what is allowed. */
  OUT_OF_RANGE(Category.USER),
  /** A name of a pipeline, schema, class, input, output or field that does not exist. */
  UNKNOWN_NAME(Category.USER),
  /** Two things that exclude each other. */
  CONFLICT(Category.USER),
  /** Known, but brought by a later release. */
  NOT_YET(Category.USER),
  /** A SELECT that can't be planned, or whose results would depend on more than the events. */
  REFUSED_QUERY(Category.USER),
  /** A SELECT that keeps what it has seen for ever. */
  UNBOUNDED_STATE(Category.USER),
  /** A file, folder or stream that can't be opened. */
  UNREADABLE(Category.USER),
  /** A place that results can't be written to. */
  UNWRITABLE(Category.USER),

  /** A record that its format can't read. */
  MALFORMED(Category.DATA),
  /** A field that has to be there. */
  MISSING_FIELD(Category.DATA),
  /** A field of another type than the schema says. */
  WRONG_FIELD(Category.DATA),
  /** A record whose writer schema nobody knows. */
  UNKNOWN_SCHEMA(Category.DATA),
  /** A record that goes on after its end. */
  TRAILING_BYTES(Category.DATA),
  /** A record or field larger than the limit. */
  TOO_LARGE(Category.DATA),
  /**
   * An event time that no calendar of ours reaches, or a number or zone that does not say the time.
   */
  BAD_TIME(Category.DATA),
  /** Compressed data that is damaged or ends early. */
  DAMAGED(Category.DATA),
  /** An input most of whose records can't be read: a live job stops. */
  TOO_MANY_DEAD(Category.DATA),

  /** A broker, database or registry that does not answer or refuses. */
  EXTERNAL(Category.EXTERNAL),
  /** A fault of ours. */
  INTERNAL(Category.INTERNAL);

  /** Who can mend it. */
  public enum Category {
    /** The author of a definition or a command. */
    USER,
    /** The producer of the data. */
    DATA,
    /** The operator of another system. */
    EXTERNAL,
    /** The authors of Millrace. */
    INTERNAL
  }

  private final Category category;

  ErrorCode(Category category) {
    this.category = category;
  }

  /** Who can mend it. */
  public Category category() {
    return category;
  }
}
