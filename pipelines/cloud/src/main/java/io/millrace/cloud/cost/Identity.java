package io.millrace.cloud.cost;

/** By what a row without a charge_id is told from others. */
public enum Identity {
  /**
   * By its columns and its place: rows alike that come with one export are charges of their own,
   * and those of a later export take the place of all of them.
   */
  ROWS,
  /** By its columns alone: rows alike are statements of one charge. */
  COLUMNS
}
