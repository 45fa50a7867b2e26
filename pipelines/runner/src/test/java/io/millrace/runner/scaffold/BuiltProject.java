package io.millrace.runner.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData;

/** What Maven makes of a project, made without Maven: tests need no repository and no network. */
public final class BuiltProject {
  private final Path project;

  public BuiltProject(Path project) {
    this.project = project;
  }

  /** The jar with the classes of the project, as its pom would have it. */
  public Path jar() throws IOException {
    Path generated = project.resolve("target/generated-sources");
    for (Path schema : files("src/main/avro")) {
      SpecificCompiler compiler =
          new SpecificCompiler(new Schema.Parser().parse(Files.readString(schema)));
      compiler.setStringType(GenericData.StringType.String);
      compiler.setCreateSetters(false);
      compiler.compileToDestination(null, generated.toFile());
    }
    Path classes = Files.createDirectories(project.resolve("target/classes"));
    List<Path> sources = new ArrayList<>(files("src/main/java"));
    sources.addAll(files("target/generated-sources"));
    compile(sources, classes);
    Path jar = project.resolve("target/built.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path file : files("target/classes")) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    // Its own test is compiled as well; it runs where Maven builds the project.
    compile(files("src/test/java"), Files.createDirectories(project.resolve("target/tests")));
    return jar;
  }

  private List<Path> files(String folder) throws IOException {
    try (Stream<Path> walk = Files.walk(project.resolve(folder))) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void compile(List<Path> sources, Path into) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    String classPath =
        System.getProperty("java.class.path") + ":" + project.resolve("target/classes");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-d", into.toString(), "-classpath", classPath),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }
}
