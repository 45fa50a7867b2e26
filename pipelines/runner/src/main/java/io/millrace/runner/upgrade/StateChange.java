package io.millrace.runner.upgrade;

/**
 * What becomes of one state of a stage.
 *
 * @param state its name, as the pipeline's code has it
 * @param detail what is different; empty if nothing is
 */
public record StateChange(String state, Verdict verdict, String detail) {}
