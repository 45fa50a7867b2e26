package io.millrace.sql.plan;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sql.SqlProblem;
import io.millrace.sql.SqlQueries;
import io.millrace.sql.rows.ColumnTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.Table;

/** Makes problems, with their place and code, of what the planner says. */
final class PlannerMessages {
  private static final Pattern PARSING =
      Pattern.compile(
          "((?:Encountered|Incorrect syntax|Lexical error|Non-query).*?) at line (\\d+), column"
              + " (\\d+)[.,](.*)",
          Pattern.DOTALL);
  private static final Pattern VALIDATION =
      Pattern.compile(
          "(?:From|At) line (\\d+), column (\\d+)(?: to line \\d+, column \\d+)?: (.*)",
          Pattern.DOTALL);
  private static final Pattern ENCOUNTERED =
      Pattern.compile("(?:Encountered|Incorrect syntax near the keyword) [\"'](.*)[\"']");
  private static final Pattern UNKNOWN_TABLE =
      Pattern.compile("(?:Object|Table) '([^']+)' not found.*", Pattern.DOTALL);
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile(
          "Column '([^']+)' not found in (any table|table '([^']+)').*", Pattern.DOTALL);
  private static final Pattern UNKNOWN_FUNCTION =
      Pattern.compile("No match found for function signature ([^(]+)\\(.*", Pattern.DOTALL);
  private static final Pattern UNKNOWN_TYPE = Pattern.compile("Unknown identifier '([^']+)'.*");
  private static final Pattern DESCRIPTOR =
      Pattern.compile("DESCRIPTOR\\s*\\(\\s*`?(\\w+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TABLE_FUNCTION =
      Pattern.compile("TABLE\\s*\\(\\s*(\\w+)\\s*\\(", Pattern.CASE_INSENSITIVE);
  private static final List<String> WINDOWS = List.of("TUMBLE", "HOP", "CUMULATE", "SESSION");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final PlannerSession session;
  private final SqlQueries queries;
  private final Map<String, Table> tables;

  /**
   * Messages about some queries.
   *
   * @param tables of the SELECTs, as far as they are known when a problem is told
   */
  PlannerMessages(PlannerSession session, SqlQueries queries, Map<String, Table> tables) {
    this.session = session;
    this.queries = queries;
    this.tables = tables;
  }

  /** The table that a SELECT reads and that there is not, or null for other failures. */
  static String missingTable(Throwable refused) {
    Matcher validation = VALIDATION.matcher(String.valueOf(refused.getMessage()));
    if (validation.find()) {
      Matcher unknown = UNKNOWN_TABLE.matcher(validation.group(3));
      return unknown.matches() ? unknown.group(1) : null;
    }
    return null;
  }

  /** What the planner refused. */
  SqlProblem problem(String select, Throwable refused) {
    if (refused instanceof MillraceException ours) {
      return SqlProblem.of(select, ours.code(), ours.getMessage());
    }
    if (SqlText.isStatement(queries.selects().get(select))) {
      return SqlProblem.of(select, ErrorCode.REFUSED_QUERY, "only a SELECT is wanted");
    }
    String message = refused.getMessage() == null ? refused.toString() : refused.getMessage();
    Matcher parsing = PARSING.matcher(message);
    if (parsing.find()) {
      String text = syntax(parsing.group(1), parsing.group(4));
      return at(select, parsing.group(2), parsing.group(3), ErrorCode.SYNTAX, text);
    }
    Matcher validation = VALIDATION.matcher(message);
    if (validation.find()) {
      return validation(select, validation);
    }
    if (message.contains("only single statement supported")) {
      return SqlProblem.of(
          select, ErrorCode.SYNTAX, "more than one statement; one SELECT is wanted");
    }
    return SqlProblem.of(select, ErrorCode.REFUSED_QUERY, oneLine(message));
  }

  private SqlProblem validation(String select, Matcher found) {
    String said = found.group(3);
    ErrorCode code = ErrorCode.UNKNOWN_NAME;
    String text;
    Matcher table = UNKNOWN_TABLE.matcher(said);
    Matcher column = UNKNOWN_COLUMN.matcher(said);
    Matcher function = UNKNOWN_FUNCTION.matcher(said);
    Matcher type = UNKNOWN_TYPE.matcher(said);
    if (table.matches()) {
      text =
          "unknown table '%s'%s"
              .formatted(table.group(1), Suggestions.of(table.group(1), tableNames()));
    } else if (column.matches()) {
      String name = column.group(1);
      String where = column.group(3) == null ? "" : " of '" + column.group(3) + "'";
      text =
          "unknown column '%s'%s%s"
              .formatted(name, where, Suggestions.of(name, columnNames(select)));
    } else if (function.matches()) {
      text = function(function.group(1), said);
    } else if (type.matches()) {
      text = typeOrTime(select, type.group(1));
    } else if (said.contains("$SCALAR_QUERY")) {
      return tableFunction(select, said);
    } else {
      code = said.contains("is ambiguous") ? ErrorCode.CONFLICT : ErrorCode.WRONG_TYPE;
      boolean untyped = said.startsWith("Illegal use of 'NULL'");
      text = untyped ? "NULL has no type here; write CAST(NULL AS ...)" : oneLine(said);
    }
    return at(select, found.group(1), found.group(2), code, text);
  }

  private static String syntax(String said, String expected) {
    Matcher encountered = ENCOUNTERED.matcher(said);
    if (!encountered.find()) {
      return said.startsWith("Lexical") ? "a character that SQL does not know" : oneLine(said);
    }
    String token = encountered.group(1).replace("\\", "");
    if (token.equals("<EOF>")) {
      return "the text ends too early";
    }
    if (token.endsWith("\"")) {
      return "texts stand in single quotes, names in backticks";
    }
    if (token.endsWith("'")) {
      return "a text in single quotes has no end";
    }
    boolean nameFits = expected.contains("BACK_QUOTED_IDENTIFIER");
    if (nameFits && said.startsWith("Encountered") && WORD.matcher(token).matches()) {
      return "'%s' is a reserved word here; as a name it is written `%s`".formatted(token, token);
    }
    return "unexpected '" + token + "'";
  }

  private String function(String name, String said) {
    Set<String> known = new TreeSet<>();
    for (String function : session.functions()) {
      known.add(Character.isUpperCase(name.charAt(0)) ? function.toUpperCase() : function);
    }
    // All that are known would be some hundred.
    String meant = Suggestions.of(name, known);
    boolean nameKnown = known.contains(name);
    if (nameKnown) {
      return "wrong arguments: "
          + oneLine(said.replace("No match found for function signature ", ""));
    }
    return "unknown function '%s'%s".formatted(name, meant.startsWith("; did") ? meant : "");
  }

  /** The planner takes a time column that it does not know for a type. */
  private String typeOrTime(String select, String name) {
    Matcher descriptor = DESCRIPTOR.matcher(queries.selects().get(select));
    while (descriptor.find()) {
      if (descriptor.group(1).equals(name)) {
        return "unknown column '%s'%s".formatted(name, Suggestions.of(name, columnNames(select)));
      }
    }
    return "unknown type '" + name + "'";
  }

  /** The planner takes a function of tables that it does not know for one of values. */
  private SqlProblem tableFunction(String select, String said) {
    String text = queries.selects().get(select);
    Matcher called = TABLE_FUNCTION.matcher(text);
    while (called.find()) {
      String name = called.group(1);
      if (!WINDOWS.contains(name.toUpperCase(Locale.ROOT))) {
        String message =
            "unknown function of tables '%s'%s".formatted(name, Suggestions.of(name, WINDOWS));
        String before = text.substring(0, called.start(1));
        int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return new SqlProblem(select, line, column, ErrorCode.UNKNOWN_NAME, message);
      }
    }
    return SqlProblem.of(select, ErrorCode.WRONG_TYPE, oneLine(said));
  }

  private Set<String> tableNames() {
    Set<String> names = new TreeSet<>(queries.inputs().keySet());
    names.addAll(tables.keySet());
    return names;
  }

  /** The columns of the tables that a SELECT names. */
  private Set<String> columnNames(String select) {
    String text = queries.selects().get(select);
    Set<String> names = new TreeSet<>();
    queries
        .inputs()
        .forEach(
            (name, input) -> {
              if (SqlText.names(text, name)) {
                names.addAll(ColumnTypes.of(input.schema()).getFieldNames());
              }
            });
    tables.forEach(
        (name, table) -> {
          if (SqlText.names(text, name)) {
            names.addAll(table.getResolvedSchema().getColumnNames());
          }
        });
    return names;
  }

  private static SqlProblem at(
      String select, String line, String column, ErrorCode code, String message) {
    return new SqlProblem(
        select,
        Math.max(1, Integer.parseInt(line)),
        Math.max(1, Integer.parseInt(column)),
        code,
        message);
  }

  private static String oneLine(String message) {
    return message
        .replaceFirst("^SQL validation failed\\. ", "")
        .replace("VARCHAR(2147483647)", "STRING")
        .replaceAll("\\s*If you think this function should be supported.*", "")
        .replaceAll("\\s*\\n\\s*", " ")
        .strip();
  }
}
