package io.millrace.cluster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path into a folder. */
final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private final Path folder;

  PostgresBinaries(Path folder) {
    this.folder = folder;
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** Unpacks the programs, unless they are there. */
  void install() {
    if (Files.exists(program("postgres"))) {
      return;
    }
    requireArchitecture();
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (packed == null) {
        throw new LocalClusterException("PostgreSQL's programs are not on the class path");
      }
      unpack(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed))));
    } catch (IOException e) {
      throw new LocalClusterException(
          "Can't unpack PostgreSQL into " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void requireArchitecture() {
    String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!machine.equals("Linux on amd64")) {
      throw new LocalClusterException(
          "The local PostgreSQL runs on Linux on amd64 only; this is " + machine);
    }
  }

  private void unpack(TarArchiveInputStream archive) throws IOException {
    for (TarArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
      Path path = folder.resolve(entry.getName()).normalize();
      if (!path.startsWith(folder)) {
        throw new IOException("entry " + entry.getName() + " leaves the folder");
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else {
        Files.copy(archive, path);
        if (path.startsWith(folder.resolve("bin"))) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
      }
    }
  }
}
