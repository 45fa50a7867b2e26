/** The inputs and outputs of a pipeline as tables of the planner. */
package io.millrace.sql.tables;
