package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.SensorReading;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class ShippedSchemasTest {
  private final SchemaCatalog catalog = SchemaCatalog.shipped();

  @Test
  void everyRecordAndFieldSaysWhatItIsAndInWhichUnit() {
    // Given
    List<String> silent = new ArrayList<>();

    // When
    catalog.current().forEach((name, schema) -> collectSilent(name, schema, silent));

    // Then
    assertThat(catalog.current()).isNotEmpty();
    assertThat(silent).as("records without doc, fields without doc or unit").isEmpty();
  }

  @Test
  void everyNullableFieldPutsNullFirstAndDefaultsToIt() {
    // Given
    List<String> wrong = new ArrayList<>();

    // When
    catalog
        .current()
        .forEach(
            (name, schema) -> {
              for (Schema.Field field : schema.getFields()) {
                boolean union = field.schema().getType() == Schema.Type.UNION;
                if (union
                    && (field.schema().getTypes().get(0).getType() != Schema.Type.NULL
                        || !field.hasDefaultValue())) {
                  wrong.add(name + "." + field.name());
                }
              }
            });

    // Then
    assertThat(wrong).isEmpty();
  }

  @Test
  void aSchemaIsFoundByNameAndByFingerprint() {
    // Given
    Schema reading = SensorReading.getClassSchema();

    // When
    long fingerprint = SchemaNormalization.parsingFingerprint64(reading);

    // Then
    assertThat(catalog.byFingerprint(fingerprint)).contains(reading);
    assertThat(catalog.current()).containsEntry("industrial.SensorReading", reading);
    assertThat(SchemaCatalog.recordClass("industrial.SensorReading")).contains(SensorReading.class);
    assertThat(SchemaCatalog.recordClass("industrial.Nothing")).isEmpty();
    assertThat(SchemaCatalog.nameOf(reading)).isEqualTo("industrial.SensorReading");
  }

  private static void collectSilent(String name, Schema schema, List<String> silent) {
    if (schema.getDoc() == null) {
      silent.add(name);
    }
    for (Schema.Field field : schema.getFields()) {
      if (field.doc() == null || field.getProp("unit") == null) {
        silent.add(name + "." + field.name());
      }
      Schema type = field.schema();
      if (type.getType() == Schema.Type.ARRAY
          && type.getElementType().getType() == Schema.Type.RECORD) {
        collectSilent(name + "." + field.name(), type.getElementType(), silent);
      }
    }
  }
}
