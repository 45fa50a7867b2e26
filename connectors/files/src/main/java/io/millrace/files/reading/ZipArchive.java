package io.millrace.files.reading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The entries of zip archives. */
final class ZipArchive {
  private static final byte[] ENTRY = {'P', 'K', 3, 4};
  private static final byte[] EMPTY = {'P', 'K', 5, 6};

  private ZipArchive() {}

  static boolean isOne(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] start = stream.readNBytes(ENTRY.length);
      return Arrays.equals(start, ENTRY) || Arrays.equals(start, EMPTY);
    }
  }

  static List<DataFile> entries(Path path) throws IOException {
    List<DataFile> entries = new ArrayList<>();
    try (ZipFile archive = new ZipFile(path.toFile())) {
      archive.stream()
          .filter(ZipArchive::holdsData)
          .forEach(entry -> entries.add(entry(path, entry.getName(), () -> open(path, entry))));
    } catch (ZipException noDirectory) {
      // Cut off or damaged at its end, where the directory is: what stands before may be read.
      List<String> names = namesInStream(path);
      if (names.isEmpty()) {
        throw noDirectory;
      }
      names.forEach(name -> entries.add(entry(path, name, () -> openInStream(path, name))));
    }
    entries.sort(Comparator.comparing(DataFile::label));
    return entries;
  }

  private static DataFile entry(Path path, String name, DataFile.Opener opener) {
    return new DataFile(path + "!" + name, opener);
  }

  /** Not folders, nor the shadows of files that macOS adds. */
  private static boolean holdsData(ZipEntry entry) {
    return !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/");
  }

  private static InputStream open(Path path, ZipEntry entry) throws IOException {
    ZipFile archive = new ZipFile(path.toFile());
    try {
      return new CheckedEntryStream(archive.getInputStream(entry), entry.getCrc(), archive);
    } catch (IOException | RuntimeException failure) {
      archive.close();
      throw failure;
    }
  }

  private static List<String> namesInStream(Path path) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream stream = new ZipInputStream(Files.newInputStream(path))) {
      ZipEntry entry;
      while ((entry = stream.getNextEntry()) != null) {
        if (holdsData(entry)) {
          names.add(entry.getName());
        }
      }
    } catch (IOException damage) {
      // The entry that the damage is in reports it when it is read.
    }
    return names;
  }

  private static InputStream openInStream(Path path, String name) throws IOException {
    ZipInputStream stream = new ZipInputStream(Files.newInputStream(path));
    try {
      ZipEntry entry;
      do {
        entry = stream.getNextEntry();
      } while (entry != null && !entry.getName().equals(name));
      return stream;
    } catch (IOException | RuntimeException failure) {
      stream.close();
      throw failure;
    }
  }

  /** Compares the checksum of an entry, which the JDK's stream of a ZipFile does not. */
  private static final class CheckedEntryStream extends FilterInputStream {
    private final CRC32 checksum = new CRC32();
    private final long expected;
    private final ZipFile archive;

    CheckedEntryStream(InputStream entry, long expected, ZipFile archive) {
      super(entry);
      this.expected = expected;
      this.archive = archive;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) {
        checksum.update(target, offset, count);
      } else if (count < 0 && expected >= 0 && checksum.getValue() != expected) {
        throw new ZipException("zip data is damaged: its checksum is wrong");
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      super.close();
      archive.close();
    }
  }
}
