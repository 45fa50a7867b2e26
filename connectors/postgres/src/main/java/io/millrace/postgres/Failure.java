package io.millrace.postgres;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failed statement calls for, by its SQLSTATE (appendix A of PostgreSQL's manual). */
enum Failure {
  /** It took too long: fewer rows may not. */
  SLOW,
  /** A row that the table refuses: the others are still to be written. */
  ROW,
  /** It passes by itself, and the connection stays. */
  CONTENTION,
  /** It passes by itself, and the connection is lost. */
  CONNECTION,
  /** Somebody has to mend it. */
  LASTING;

  private static final Set<String> CONTENTIONS = Set.of("40001", "40P01", "40003", "55P03");

  /** Server ends or starts, too many connections, a standby that is not promoted yet. */
  private static final Set<String> CONNECTIONS =
      Set.of("57P01", "57P02", "57P03", "57P05", "53300", "25006", "58030");

  /** Wrong data, broken constraint, a key too long for the index, a trigger's refusal. */
  private static final Set<String> ROWS = Set.of("21", "22", "23", "44", "54", "P0");

  static Failure of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    String category = state.length() < 2 ? "" : state.substring(0, 2);
    if (state.equals("57014")) {
      return SLOW;
    }
    if (CONTENTIONS.contains(state)) {
      return CONTENTION;
    }
    if (CONNECTIONS.contains(state) || category.equals("08") || category.equals("53")) {
      return CONNECTION;
    }
    return ROWS.contains(category) ? ROW : LASTING;
  }

  /** The server's own sentence, without details, which quote data. */
  static String sentence(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      ServerErrorMessage server =
          cause instanceof PSQLException known ? known.getServerErrorMessage() : null;
      if (server != null) {
        return server.getMessage() + " [" + failure.getSQLState() + "]";
      }
    }
    return rootOf(failure).getMessage() + " [" + failure.getSQLState() + "]";
  }

  /** What a user is told who can't connect, or whose statement failed. */
  static MillraceException explained(PostgresConnection at, SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    String place = "PostgreSQL at " + at.server();
    if (state.equals("3D000")) {
      return new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          place + " has no database '" + at.database() + "'; expected one that exists");
    }
    String problem;
    if (rootOf(failure) instanceof UnknownHostException) {
      problem = " can't be found: no host of that name; expected a host that resolves";
    } else if (state.startsWith("28")) {
      problem =
          " refuses user '"
              + at.user()
              + "' ("
              + sentence(failure)
              + "); expected a user who may log in, and the password in "
              + place(at.password());
    } else if (of(failure) == CONNECTION) {
      problem = " can't be used: " + sentence(failure) + "; expected a server that accepts logins";
    } else {
      problem = ", database '" + at.database() + "': " + sentence(failure);
    }
    return new MillraceException(ErrorCode.EXTERNAL, place + problem);
  }

  private static String place(Password password) {
    return password instanceof Password.InFile file
        ? "file " + file.file()
        : "environment variable " + ((Password.InEnvironment) password).variable();
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
