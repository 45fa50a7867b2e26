package io.millrace.postgres;

import java.math.RoundingMode;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.postgresql.util.PGobject;

/** The types of PostgreSQL that columns have, and the value that each makes of an Avro value. */
enum ColumnType {
  TEXT("text", Types.VARCHAR, Set.of("character varying")) {
    @Override
    Object bound(Schema schema, Object value) {
      return RepresentableText.of(value.toString());
    }
  },
  INTEGER("integer", Types.INTEGER, Set.of("bigint", "numeric")) {
    @Override
    Object bound(Schema schema, Object value) {
      return value;
    }
  },
  BIGINT("bigint", Types.BIGINT, Set.of("numeric")) {
    @Override
    Object bound(Schema schema, Object value) {
      return value;
    }
  },
  REAL("real", Types.REAL, Set.of("double precision")) {
    @Override
    Object bound(Schema schema, Object value) {
      return value;
    }
  },
  DOUBLE("double precision", Types.DOUBLE, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      return value;
    }
  },
  BOOLEAN("boolean", Types.BOOLEAN, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      return value;
    }
  },
  NUMERIC("numeric", Types.NUMERIC, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
      return LogicalValue.decimal(schema, value).setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    String sql(Schema schema) {
      LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) schema.getLogicalType();
      return decimal.getPrecision() > MOST_DIGITS
          ? "numeric"
          : "numeric(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
    }
  },
  TIMESTAMPTZ("timestamp with time zone", Types.TIMESTAMP_WITH_TIMEZONE, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      return Times.ofInstant(LogicalValue.instant(schema, value));
    }
  },
  TIMESTAMP("timestamp without time zone", Types.TIMESTAMP, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      return Times.ofLocal(LogicalValue.localDateTime(schema, value));
    }
  },
  DATE("date", Types.DATE, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      return Times.ofDate(LogicalValue.date(value));
    }
  },
  TIME("time without time zone", Types.TIME, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      return LogicalValue.time(schema, value);
    }
  },
  UUID("uuid", Types.OTHER, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      return LogicalValue.uuid(schema, value);
    }
  },
  BYTEA("bytea", Types.BINARY, Set.of()) {
    @Override
    Object bound(Schema schema, Object value) {
      return LogicalValue.bytes(value);
    }
  },
  JSONB("jsonb", Types.OTHER, Set.of("json")) {
    @Override
    Object bound(Schema schema, Object value) throws SQLException {
      PGobject json = new PGobject();
      json.setType("jsonb");
      json.setValue(JsonText.of(schema, value));
      return json;
    }
  };

  /** The greatest precision that PostgreSQL lets a column declare. */
  private static final int MOST_DIGITS = 1000;

  private final String sql;
  private final int jdbcType;
  private final Set<String> wider;

  ColumnType(String sql, int jdbcType, Set<String> wider) {
    this.sql = sql;
    this.jdbcType = jdbcType;
    this.wider = wider;
  }

  /** What the driver binds for a value that is not null. */
  abstract Object bound(Schema schema, Object value) throws SQLException;

  /** The type as SQL, and as PostgreSQL's {@code format_type} prints it. */
  String sql(Schema schema) {
    return sql;
  }

  /** The JDBC type by which a null is bound. */
  int jdbcType() {
    return jdbcType;
  }

  /** Whether a column that exists holds every value of this type. */
  boolean fits(Schema schema, String existing) {
    return existing.equals(sql(schema)) || existing.equals(sql) || wider.contains(existing);
  }

  /** Whether equal values are one key in every way of comparing them. */
  boolean identifies() {
    return this != REAL && this != DOUBLE && this != JSONB;
  }

  /** The type for a schema that is no union. */
  static ColumnType of(Schema schema) {
    return switch (LogicalValue.typeOf(schema)) {
      case "decimal" -> NUMERIC;
      case "timestamp-millis", "timestamp-micros" -> TIMESTAMPTZ;
      case "local-timestamp-millis", "local-timestamp-micros" -> TIMESTAMP;
      case "date" -> DATE;
      case "time-millis", "time-micros" -> TIME;
      case "uuid" -> UUID;
      default ->
          switch (schema.getType()) {
            case STRING, ENUM -> TEXT;
            case INT -> INTEGER;
            case LONG -> BIGINT;
            case FLOAT -> REAL;
            case DOUBLE -> DOUBLE;
            case BOOLEAN -> BOOLEAN;
            case BYTES, FIXED -> BYTEA;
            default -> JSONB;
          };
    };
  }
}
