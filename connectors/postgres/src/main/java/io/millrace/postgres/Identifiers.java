package io.millrace.postgres;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that we put into SQL: of a plain shape only, and quoted nevertheless. */
final class Identifiers {
  private static final Pattern SHAPE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** Every table of PostgreSQL has these columns already. */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private Identifiers() {}

  /** The name itself, if it may be used. */
  static String checked(String what, String name) {
    if (!SHAPE.matcher(name).matches()) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          what
              + " '"
              + name
              + "' can't be used in PostgreSQL; expected a-z, 0-9 and '_', no digit first, at most"
              + " 63 characters");
    }
    return name;
  }

  /** The name itself, if a column may have it. */
  static String checkedColumn(String table, String name) {
    checked("Field of output table " + table + ",", name);
    if (SYSTEM_COLUMNS.contains(name)) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "Field '"
              + name
              + "' of table "
              + table
              + " has the name of a column of PostgreSQL's own");
    }
    return name;
  }

  static String quoted(String name) {
    return '"' + name + '"';
  }

  /** The names, quoted, with commas between them. */
  static String list(Collection<String> names) {
    return names.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
  }
}
