package io.millrace.postgres;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a password is. It travels with a job, and the password does not: that is read on each
 * connection, on the machine that connects, so a changed password is found without a restart.
 */
public sealed interface Password extends Serializable {

  /**
   * Reads the password.
   *
   * @throws MillraceException UNREADABLE, if it is not there
   */
  String read();

  /** The first line of a file, which each machine that connects has at this path. */
  static Password inFile(Path file) {
    return new InFile(file.toString());
  }

  /** The value of an environment variable of the process that connects. */
  static Password inEnvironment(String variable) {
    return new InEnvironment(variable);
  }

  /** The first line of a file. */
  record InFile(String file) implements Password {
    private static final Pattern LINE_END = Pattern.compile("\\R");

    @Override
    public String read() {
      try {
        String text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
        String password = LINE_END.split(text, 2)[0];
        if (password.isEmpty()) {
          throw new MillraceException(
              ErrorCode.UNREADABLE,
              "Password file " + file + " has an empty first line; expected the password there");
        }
        return password;
      } catch (IOException failure) {
        throw new MillraceException(
            ErrorCode.UNREADABLE,
            "Password file "
                + file
                + " can't be read ("
                + failure.getClass().getSimpleName()
                + "); expected a text file whose first line is the password");
      }
    }
  }

  /** The value of an environment variable. */
  record InEnvironment(String variable) implements Password {
    @Override
    public String read() {
      String password = System.getenv(variable);
      if (password == null || password.isEmpty()) {
        throw new MillraceException(
            ErrorCode.UNREADABLE,
            "Environment variable " + variable + " is not set; expected the password there");
      }
      return password;
    }
  }
}
