package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data/m1.csv                       | m1
          data/m1.csv.gz, data/m2.csv.gz    | m1, m2
          a/0.csv, b/0.csv                  | a/0, b/0
          x/a/0.csv, x/b/0.csv.gz           | a/0, b/0
          x/a/0.csv, y/a/0.csv, x/b/0.csv   | x/a/0, y/a/0, b/0
          0.csv, a/0.csv                    | 0, a/0
          ./0.csv, a/0.csv                  | 0, a/0
          /0.csv, /a/0.csv, b.csv           | 0, a/0, b
          a/0.csv, a/0.csv                  | 0, 0
          a.zip!0.csv, b.zip!0.csv          | a.zip/0, b.zip/0
          a.zip!x/0.csv, a.zip!y/0.csv      | x/0, y/0
          log/m1.csv, log/m1.csv.1          | m1, m1
          log/m1.csv, log/m1.csv.1, b/m1.csv| log/m1, log/m1, b/m1
          C:\\data\\a\\0.csv, C:\\data\\b\\0.csv | a/0, b/0
          """)
  void theShortestPartsOfThePathsTellFilesApart(String paths, String names) {
    // given
    List<String> files = Arrays.asList(paths.replace("\\\\", "\\").split(", "));

    // when
    Map<String, String> apart = FileNames.apart(files);

    // then
    assertThat(files.stream().map(apart::get).toList()).isEqualTo(Arrays.asList(names.split(", ")));
  }

  @Property
  void filesOfSeveralFoldersOrNamesNeverShareAName(
      @ForAll @Size(max = 20) List<@Size(min = 1, max = 4) List<Boolean>> parts) {
    // given paths of the folders 0 and 1
    List<String> paths =
        parts.stream()
            .map(one -> String.join("/", one.stream().map(part -> part ? "1" : "0").toList()))
            .toList();

    // when
    Map<String, String> names = FileNames.apart(paths);

    // then
    Set<String> different = new HashSet<>(paths);
    assertThat(names).hasSameSizeAs(different);
    assertThat(new HashSet<>(names.values())).hasSameSizeAs(different);
    names.forEach((path, name) -> assertThat(path).endsWith(name));
  }
}
