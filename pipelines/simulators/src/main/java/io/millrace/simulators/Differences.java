package io.millrace.simulators;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;

/** What is wrong with one result, column by column. */
public final class Differences {
  private static final double EXACT = 1e-12;

  private final GenericRecord result;
  private final List<String> wrong = new ArrayList<>();

  public Differences(GenericRecord result) {
    this.result = result;
  }

  /** Compares a column that has to be just this; texts and enums by their text. */
  public void exact(String column, Object expected) {
    Object found = result.get(column);
    boolean text = expected instanceof CharSequence && found != null;
    if (!Objects.equals(text ? found.toString() : found, expected)) {
      add(column, expected);
    }
  }

  /** Compares a number that was computed from exact ones: to 1e-12 of it. */
  public void close(String column, Double expected) {
    Double found = (Double) result.get(column);
    boolean same =
        found == null || expected == null
            ? Objects.equals(found, expected)
            : Math.abs(found - expected) <= EXACT * Math.max(1, Math.abs(expected));
    if (!same) {
      add(column, expected);
    }
  }

  /** Says that a column is not what is expected of it. */
  public void add(String column, Object expected) {
    add(column, result.get(column), expected);
  }

  /** Says it of a column that does not read well as it is. */
  public void add(String column, Object found, Object expected) {
    wrong.add(column + " is " + found + ", expected " + expected);
  }

  /** The result. */
  public GenericRecord result() {
    return result;
  }

  /** All of it; empty if nothing is wrong. */
  @Override
  public String toString() {
    return String.join("; ", wrong);
  }
}
