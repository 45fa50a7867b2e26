/** Pipelines that are SELECTs: what a definition says, its check, and the pipeline made of it. */
package io.millrace.sql;
