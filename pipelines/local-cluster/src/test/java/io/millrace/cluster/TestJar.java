package io.millrace.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A jar of one class of the tests, with its nested classes, to be submitted. */
final class TestJar {
  private TestJar() {}

  static Path of(Class<?> main, Path folder) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
    Path classes = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path own = classes.resolve(main.getPackageName().replace('.', '/'));
    Path jar = folder.resolve(main.getSimpleName() + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.list(own)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().matches(main.getSimpleName() + "(\\$.*)?\\.class")) {
          add(out, classes.relativize(file).toString(), file);
        }
      }
    }
    return jar;
  }

  private static void add(JarOutputStream out, String name, Path file) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    Files.copy(file, out);
    out.closeEntry();
  }
}
