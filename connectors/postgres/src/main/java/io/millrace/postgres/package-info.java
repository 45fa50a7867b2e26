/**
 * Results as rows of PostgreSQL: a table for each output, a row for each result, replaced by its
 * corrections.
 */
package io.millrace.postgres;
