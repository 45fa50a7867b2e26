/** Flink's planner: what it makes of SELECTs, and what it says against them. */
package io.millrace.sql.plan;
