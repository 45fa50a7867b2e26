package io.millrace.formats.value;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a field that no column fills: a text, which may name the position of the record. */
public final class Constant {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private static final Set<String> KNOWN = Set.of("export", "file", "line");

  private final String template;
  private final TextReader reader;
  private final boolean perRecord;

  // One file after another: the value of the last one serves nearly every record.
  private String lastContainer;
  private Object lastValue;

  private Constant(String template, TextReader reader) {
    this.template = template;
    this.reader = reader;
    this.perRecord = template.contains("${line}");
  }

  /**
   * The constant of a field.
   *
   * @throws MillraceException UNKNOWN_NAME if the text has a placeholder other than {@code
   *     ${export}}, {@code ${file}} and {@code ${line}}; WRONG_TYPE if it has none and the field
   *     can't hold it
   */
  public static Constant of(String field, String template, TextReader reader) {
    Matcher placeholder = PLACEHOLDER.matcher(template);
    boolean fixed = true;
    while (placeholder.find()) {
      fixed = false;
      String name = placeholder.group(1);
      if (!KNOWN.contains(name)) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "The constant of '"
                + field
                + "' has ${"
                + name
                + "}; known: ${export}, ${file}, ${line}");
      }
    }
    if (fixed) {
      try {
        reader.read(template);
      } catch (BadRecordException wrong) {
        throw new MillraceException(
            ErrorCode.WRONG_TYPE, "The constant of '" + field + "': " + wrong.getMessage());
      }
    }
    return new Constant(template, reader);
  }

  /** The value for the record at a position. */
  public Object at(Position position) throws BadRecordException {
    String container =
        position instanceof Position.InFile inFile
            ? inFile.file()
            : ((Position.InTopic) position).topic();
    if (perRecord) {
      return reader.read(render(position));
    }
    if (!container.equals(lastContainer)) {
      lastValue = reader.read(render(position));
      lastContainer = container;
    }
    return lastValue;
  }

  private String render(Position position) {
    if (position instanceof Position.InFile inFile) {
      return render(inFile.name(), inFile.line(), inFile.export());
    }
    Position.InTopic inTopic = (Position.InTopic) position;
    return render(inTopic.topic(), inTopic.offset(), 0);
  }

  private String render(String file, long line, int export) {
    return template
        .replace("${line}", Long.toString(line))
        .replace("${export}", Integer.toString(export))
        .replace("${file}", file);
  }
}
