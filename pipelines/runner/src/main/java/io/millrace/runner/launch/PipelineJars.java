package io.millrace.runner.launch;

import io.millrace.runner.definition.Definition;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The classes of pipelines that come in jars of their own. A job whose pipeline was found here
 * takes the jars along to wherever it runs.
 */
public final class PipelineJars extends URLClassLoader {

  private final List<Path> jars;

  private PipelineJars(List<Path> jars, ClassLoader parent) {
    super("pipeline-jars", jars.stream().map(PipelineJars::url).toArray(URL[]::new), parent);
    this.jars = List.copyOf(jars);
  }

  /**
   * The classes of some jars, and of everything that is there already.
   *
   * @throws MillraceException if one of them is no jar that can be read
   */
  public static ClassLoader of(List<Path> jars, ClassLoader parent) {
    if (jars.isEmpty()) {
      return parent;
    }
    return new PipelineJars(jars.stream().map(Path::toAbsolutePath).toList(), parent);
  }

  private static URL url(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new MillraceException(ErrorCode.UNREADABLE, "--jar " + jar + ": there is no such file");
    }
    try {
      new JarFile(jar.toFile()).close();
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException failure) {
      throw new MillraceException(ErrorCode.UNREADABLE, "--jar " + jar + ": not a jar", failure);
    }
  }

  /** The jars, if any, in which the pipeline of a definition was found. */
  public static List<Path> of(Definition definition) {
    return definition.pipeline().getClass().getClassLoader() instanceof PipelineJars found
        ? found.jars
        : List.of();
  }

  /**
   * Has the jars in which the pipeline of a definition was found go with the job.
   *
   * @param outer the configuration of whoever starts the job, which may name further jars
   */
  public static void ship(
      Definition definition, Configuration configuration, ReadableConfig outer) {
    List<Path> own = of(definition);
    if (!own.isEmpty()) {
      Set<String> jars = new LinkedHashSet<>();
      outer.getOptional(PipelineOptions.JARS).ifPresent(jars::addAll);
      configuration.getOptional(PipelineOptions.JARS).ifPresent(jars::addAll);
      own.forEach(jar -> jars.add(jar.toUri().toString()));
      configuration.set(PipelineOptions.JARS, List.copyOf(jars));
    }
  }
}
