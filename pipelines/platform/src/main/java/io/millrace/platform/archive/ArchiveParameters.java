package io.millrace.platform.archive;

/** {@code platform/archive} has no parameters. */
public record ArchiveParameters() {}
