package io.millrace.cluster;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs PostgreSQL's programs on one folder of data. */
final class PostgresPrograms {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final PostgresBinaries binaries;
  private final Path data;
  private final Path log;
  private final ProcessGuard guard;

  PostgresPrograms(PostgresBinaries binaries, Path data, Path log, ProcessGuard guard) {
    this.binaries = binaries;
    this.data = data;
    this.log = log;
    this.guard = guard;
  }

  /** Unpacks the programs and prepares the data, with one user and one database, if need be. */
  void prepare(String user, Path passwordFile, String database) {
    binaries.install();
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    try {
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile, UUID.randomUUID().toString());
    } catch (IOException e) {
      throw new LocalClusterException("Can't write " + passwordFile + ": " + e.getMessage(), e);
    }
    run(
        "",
        "initdb",
        "--pgdata=" + data,
        "--username=" + user,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    // Without a running server: nothing has to log in, and no driver is needed here.
    run(
        "CREATE DATABASE " + database + ";\n",
        "postgres",
        "--single",
        "-D",
        data.toString(),
        "postgres");
  }

  /** Starts the server and waits until clients may connect. */
  Process startServer(int port) {
    Process server =
        launch(
            "postgres",
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=localhost",
            "-c",
            "unix_socket_directories=",
            "-c",
            "timezone=UTC",
            "-c",
            "log_timezone=UTC",
            "-c",
            "shared_buffers=32MB",
            // The data outlive a crash of the server; that of the machine need not be survived.
            "-c",
            "fsync=off");
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!ready()) {
      if (!server.isAlive() || Instant.now().isAfter(deadline)) {
        server.destroyForcibly().onExit().join();
        throw new LocalClusterException(
            "PostgreSQL did not start on port " + port + ": " + LogTail.of(log));
      }
      Pause.briefly();
    }
    return server;
  }

  /** The server writes its state into the last line of this file, for pg_ctl. */
  private boolean ready() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() >= 8 && lines.get(7).strip().equals("ready");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Stops a server at once, breaking its connections; it writes down what is committed. */
  static void stop(Process server) {
    // SIGINT is PostgreSQL's fast shutdown. SIGTERM, which Java knows, waits for all clients.
    Signals.send(server.toHandle(), "INT");
    try {
      server.onExit().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException hangs) {
      server.destroyForcibly().onExit().join();
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void run(String input, String... command) {
    Process process = launch(command);
    try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
      writer.write(input);
    } catch (IOException ended) {
      // Its exit code says more.
    }
    if (process.onExit().join().exitValue() != 0) {
      throw new LocalClusterException(command[0] + " failed: " + LogTail.of(log));
    }
  }

  private Process launch(String... command) {
    List<String> line = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // PostgreSQL refuses to run as root. In a user namespace of its own it can't tell.
      line.addAll(List.of("unshare", "--user"));
    }
    line.add(binaries.program(command[0]).toString());
    line.addAll(List.of(command).subList(1, command.length));
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      // Immediate shutdown. A killed server would leave a segment of shared memory to the machine.
      guard.watch(process, "QUIT");
      return process;
    } catch (IOException e) {
      throw new LocalClusterException("Can't run " + line.get(0) + ": " + e.getMessage(), e);
    }
  }
}
