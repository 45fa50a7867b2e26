/** The operators of ours around the planner's: what is late, rows, revisions. */
package io.millrace.sql.streams;
