import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Fetches a URL into a file, where a JDK is all that there is: no curl, no wget. */
class Download {
  public static void main(String[] arguments) throws Exception {
    try (InputStream from = URI.create(arguments[0]).toURL().openStream()) {
      Files.copy(from, Path.of(arguments[1]), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
