package io.millrace.sql.functions;

import org.apache.flink.table.functions.UserDefinedFunction;

/**
 * What a user is told of a SQL function.
 *
 * @param name by which SQL calls it
 * @param signature arguments with their types, and the type of the result
 * @param about what it gives, in one sentence
 * @param error how far from the true value a result is, at most or usually
 * @param nulls when it gives NULL
 * @param implementation what Flink runs
 */
public record SqlFunction(
    String name,
    String signature,
    String about,
    String error,
    String nulls,
    Class<? extends UserDefinedFunction> implementation) {}
