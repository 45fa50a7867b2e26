package io.millrace.runner.definition;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Avro schemas that a user keeps in files of his own, with the extension {@code avsc}. */
public final class SchemaFiles {
  private SchemaFiles() {}

  /**
   * The record of a file.
   *
   * @throws MillraceException UNREADABLE if there is no such file; SYNTAX if it holds no Avro
   *     schema, WRONG_TYPE if that is no record
   */
  public static Schema read(Path file) {
    try {
      Schema schema = new Schema.Parser().parse(Files.readString(file));
      if (schema.getType() == Schema.Type.RECORD) {
        return schema;
      }
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          file + " holds an Avro " + schema.getType().getName() + "; expected a record");
    } catch (AvroRuntimeException wrong) {
      String reason = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
      throw new MillraceException(ErrorCode.SYNTAX, file + " is no Avro schema: " + reason, wrong);
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, "the schema file " + file + " can't be read", failure);
    }
  }

  /**
   * The records of files and of whole folders.
   *
   * @throws MillraceException as {@link #read} does
   */
  public static List<Schema> readAll(List<Path> places) {
    List<Schema> schemas = new ArrayList<>();
    for (Path place : places) {
      if (!Files.isDirectory(place)) {
        schemas.add(read(place));
        continue;
      }
      try (Stream<Path> files = Files.walk(place)) {
        files
            .filter(file -> file.toString().endsWith(".avsc"))
            .sorted()
            .map(SchemaFiles::read)
            .forEach(schemas::add);
      } catch (IOException failure) {
        throw new MillraceException(
            ErrorCode.UNREADABLE, "the schema folder " + place + " can't be read", failure);
      }
    }
    return schemas;
  }
}
