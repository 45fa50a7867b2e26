package io.millrace.cluster;

import java.nio.file.Path;

/**
 * A real PostgreSQL server as a process of its own, on a free port of the loopback interface. Its
 * one user logs in with a password (SCRAM). Port and data stay the same over {@link #stop} and
 * {@link #start()}.
 *
 * <p>Thread-safe. The server is killed when this JVM is gone, however it went.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String USER = "millrace";
  private static final String DATABASE = "analytics";

  private final Path folder;
  private final boolean temporary;
  private final int port;
  private final PostgresPrograms programs;
  private final ProcessGuard guard = ProcessGuard.start();
  private Process server;

  private PostgresServer(Path folder, boolean temporary) {
    this.folder = folder.toAbsolutePath();
    this.temporary = temporary;
    this.port = FreePorts.find(1).get(0);
    this.programs =
        new PostgresPrograms(
            new PostgresBinaries(this.folder.resolve("postgres")),
            this.folder.resolve("data"),
            this.folder.resolve("postgres.log"),
            guard);
  }

  /** Starts a server whose data are deleted by {@link #close}. */
  public static PostgresServer start() {
    return started(new PostgresServer(Folders.temporary("millrace-postgres-"), true));
  }

  /** Starts a server that keeps its data in a folder, and finds those of an earlier one there. */
  public static PostgresServer start(Path folder) {
    return started(new PostgresServer(Folders.create(folder), false));
  }

  private static PostgresServer started(PostgresServer server) {
    try {
      if (server.temporary) {
        server.guard.deleteAtEnd(server.folder);
      }
      server.programs.prepare(USER, server.passwordFile(), DATABASE);
      server.restart();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The address of the database, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + port + "/" + DATABASE;
  }

  /** The one user, who owns the database. */
  public String user() {
    return USER;
  }

  /** The file (mode 600) whose first line is the user's password. */
  public Path passwordFile() {
    return folder.resolve("password");
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The process of the server; the last one if it does not run. */
  public synchronized ProcessHandle process() {
    return server.toHandle();
  }

  /** Stops the server at once, breaking all connections; committed data stay. */
  public synchronized void stop() {
    if (server != null && server.isAlive()) {
      PostgresPrograms.stop(server);
    }
  }

  /** Stops the server if it runs, and starts it on the same port with the same data. */
  public synchronized void restart() {
    stop();
    server = programs.startServer(port);
  }

  /** Stops the server, and deletes its data if it was started without a folder. */
  @Override
  public synchronized void close() {
    stop();
    if (temporary) {
      Folders.delete(folder);
    }
    guard.close();
  }
}
