package io.millrace.runner.documentation;

import io.millrace.runner.cli.CommandRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One example of a document: files, each in a block of code below its name, and blocks of the
 * language {@code console}, with commands behind {@code $} and what they print.
 *
 * @param text the example as it is in the document
 */
public record ConsoleExample(String text) {
  private static final Pattern FILE = Pattern.compile("(?ms)^`(\\S+)`:\\n```\\w*\\n(.*?)^```$");
  private static final Pattern CONSOLE = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ (.*)$");
  private static final Pattern GREP = Pattern.compile("grep -o '(.*)' (\\S+)");
  private static final Pattern PRINTF = Pattern.compile("printf '(.*)' > (\\S+)");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(n|[0-7]{3})|[^\\\\]");

  /** What a reader of the document sees. */
  public String shown() {
    return CONSOLE
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining());
  }

  /** The same, as it comes of running the commands in a folder. */
  public String run(Path folder) throws IOException {
    Matcher file = FILE.matcher(text);
    while (file.find()) {
      Files.writeString(folder.resolve(file.group(1)), file.group(2));
    }
    StringBuilder said = new StringBuilder();
    for (MatchResult command : COMMAND.matcher(shown()).results().toList()) {
      said.append(command.group()).append('\n').append(execute(command.group(1), folder));
    }
    return said.toString();
  }

  private static String execute(String command, Path folder) throws IOException {
    Matcher grep = GREP.matcher(command);
    Matcher printf = PRINTF.matcher(command);
    if (grep.matches()) {
      return Pattern.compile(grep.group(1))
          .matcher(Files.readString(folder.resolve(grep.group(2))))
          .results()
          .map(found -> found.group().replace(folder + "/", "") + "\n")
          .collect(Collectors.joining());
    } else if (printf.matches()) {
      Files.write(folder.resolve(printf.group(2)), bytes(printf.group(1)));
      return "";
    }
    String[] words = command.split(" ");
    if (!words[0].equals("millrace")) {
      throw new IllegalArgumentException("no example can run: " + command);
    }
    Object[] arguments = Arrays.stream(words).skip(1).map(word -> inFolder(word, folder)).toArray();
    CommandRun run = CommandRun.of(arguments);
    return (run.out() + run.err()).replace(folder + "/", "");
  }

  /** The working folder of a JVM is fixed: what is a file there, or will be, is named in full. */
  private static String inFolder(String word, Path folder) {
    String name = word.substring(word.indexOf('=') + 1);
    boolean isFile = name.matches("[a-z-]+\\.[a-z]+(\\.[a-z]+)*(/[a-z.]+)?") || name.equals("out");
    return isFile ? word.substring(0, word.length() - name.length()) + folder.resolve(name) : word;
  }

  private static byte[] bytes(String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher piece = ESCAPE.matcher(format);
    while (piece.find()) {
      String escape = piece.group(1);
      if (escape == null) {
        bytes.writeBytes(piece.group().getBytes(StandardCharsets.UTF_8));
      } else {
        bytes.write(escape.equals("n") ? '\n' : Integer.parseInt(escape, 8));
      }
    }
    return bytes.toByteArray();
  }
}
