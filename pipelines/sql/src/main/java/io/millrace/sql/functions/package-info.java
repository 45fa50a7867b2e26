/** SQL functions that Flink lacks. */
package io.millrace.sql.functions;
