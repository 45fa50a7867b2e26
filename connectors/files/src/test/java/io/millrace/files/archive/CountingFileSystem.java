package io.millrace.files.archive;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The files of this machine as {@code counted:/PATH}, with a count of how many were opened. */
public final class CountingFileSystem extends LocalFileSystem {
  static final AtomicInteger OPENED = new AtomicInteger();

  private static final String SCHEME = "counted";

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    OPENED.incrementAndGet();
    return super.open(path);
  }

  /** Found by Flink, which knows it by its name in {@code META-INF/services}. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      return new CountingFileSystem();
    }
  }
}
