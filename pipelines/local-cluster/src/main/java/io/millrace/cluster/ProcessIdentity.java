package io.millrace.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process is meant, also for another program and later. Ids are given again; an id with the
 * time of the start is not.
 *
 * @param pid the id
 * @param started clock ticks from the start of the machine to that of the process
 */
record ProcessIdentity(long pid, long started) {
  // As in proc(5), counted from behind the name of the program, which may hold spaces.
  private static final int STATE = 0;
  private static final int START_TIME = 19;

  static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(
        process.pid(),
        fields(process.pid()).map(fields -> Long.parseLong(fields[START_TIME])).orElse(-1L));
  }

  /** The process, if it is alive and no other one of the same id. */
  Optional<ProcessHandle> find() {
    return state().isPresent() ? ProcessHandle.of(pid) : Optional.empty();
  }

  /** R, S or D for one that runs, T for one that is stopped; empty for one that is gone. */
  Optional<String> state() {
    return fields(pid)
        .filter(fields -> Long.parseLong(fields[START_TIME]) == started)
        .map(fields -> fields[STATE])
        .filter(state -> !state.equals("Z") && !state.equals("X"));
  }

  private static Optional<String[]> fields(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
