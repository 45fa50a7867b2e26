package io.millrace.files.reading;

import io.millrace.formats.FileNames;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One file of data: a file, or the entry of an archive.
 *
 * @param label for messages and dead letters: the path as the user gave it, or {@code
 *     archive.zip!entry}
 * @param name what tells it apart from the other files of its input
 * @param export which export it is a part of: see {@link ExportNumbers}
 */
record DataFile(String label, String name, int export, Opener opener) {

  /** A file that its own name tells apart. */
  DataFile(String label, Opener opener) {
    this(label, FileNames.stem(label), 0, opener);
  }

  /** Opens the bytes as they stand on disk or in the archive. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * The files that a list of paths stands for, in the order of the list; entries of an archive in
   * the order of their names.
   *
   * @throws MillraceException UNREADABLE if a path is no readable file
   */
  static List<DataFile> of(List<Path> paths) {
    List<DataFile> files = new ArrayList<>();
    for (Path path : paths) {
      try {
        refuseWhatIsNoFile(path);
        if (ZipArchive.isOne(path)) {
          files.addAll(ZipArchive.entries(path));
        } else {
          refuseMisnamed(path);
          files.add(new DataFile(path.toString(), () -> Files.newInputStream(path)));
        }
      } catch (IOException failure) {
        throw unreadable(path.toString(), failure);
      }
    }
    List<String> labels = files.stream().map(DataFile::label).toList();
    Map<String, String> names = FileNames.apart(labels);
    int[] exports = ExportNumbers.of(labels);
    List<DataFile> told = new ArrayList<>();
    for (DataFile file : files) {
      told.add(new DataFile(file.label, names.get(file.label), exports[told.size()], file.opener));
    }
    return told;
  }

  /** A record of the file. */
  RawRecord record(byte[] bytes, long line) {
    return RawRecord.inFile(bytes, position(line));
  }

  /** A place in the file. */
  Position.InFile position(long line) {
    return new Position.InFile(label, line, name, export);
  }

  /** A pipe among others: it can't be read twice, once to be checked and once to be processed. */
  private static void refuseWhatIsNoFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("it is a folder, expected a file");
    } else if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("it is a pipe or a device, expected a file");
    }
  }

  private static void refuseMisnamed(Path path) throws IOException {
    if (path.toString().endsWith(".zip")) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, path + ": named as a zip archive, but is none");
    }
  }

  /**
   * The bytes of the data, decompressed.
   *
   * @throws MillraceException UNREADABLE if the file can't be opened, or is not compressed as its
   *     name says
   */
  InputStream open() {
    try {
      InputStream raw = opener.open();
      try {
        return Compression.open(label, raw);
      } catch (IOException | RuntimeException failure) {
        raw.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw unreadable(label, failure);
    }
  }

  /** The refusal of a file, in words rather than in those of the file system. */
  static MillraceException unreadable(String label, IOException failure) {
    String reason;
    if (failure instanceof NoSuchFileException) {
      reason = "no such file";
    } else if (failure instanceof AccessDeniedException) {
      reason = "no permission to read it";
    } else {
      reason = "can't be read: " + failure.getMessage();
    }
    return new MillraceException(ErrorCode.UNREADABLE, label + ": " + reason, failure);
  }
}
