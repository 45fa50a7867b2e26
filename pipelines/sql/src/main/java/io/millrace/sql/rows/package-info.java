/** Avro records as rows of the planner, and rows as Avro records. */
package io.millrace.sql.rows;
