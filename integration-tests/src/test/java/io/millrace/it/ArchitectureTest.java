package io.millrace.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.millrace.sdk.Pipeline;

/** The rules of docs/architecture.md that a machine can hold. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] DOMAINS = {
    "io.millrace.industrial..",
    "io.millrace.cdn..",
    "io.millrace.cloud..",
    "io.millrace.services..",
    "io.millrace.hpc..",
    "io.millrace.platform.."
  };

  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.millrace..")
          .layer("schemas")
          .definedBy("io.millrace.schemas..")
          .layer("sdk")
          .definedBy("io.millrace.sdk..")
          .layer("operators")
          .definedBy("io.millrace.operators..")
          .layer("domains")
          .definedBy(DOMAINS)
          .layer("sql")
          .definedBy("io.millrace.sql..")
          .layer("formats")
          .definedBy("io.millrace.formats..")
          .layer("connectors")
          .definedBy("io.millrace.files..", "io.millrace.kafka..", "io.millrace.postgres..")
          .layer("testkit")
          .definedBy("io.millrace.testkit..")
          .layer("runner")
          .definedBy("io.millrace.runner..")
          .layer("local cluster")
          .definedBy("io.millrace.cluster..", "io.millrace.simulators..", "io.millrace.demo..")
          .withOptionalLayers(true)
          .whereLayer("local cluster")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("runner")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("testkit")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("domains")
          .mayOnlyBeAccessedByLayers("runner")
          .whereLayer("sql")
          .mayOnlyBeAccessedByLayers("runner")
          .whereLayer("connectors")
          .mayOnlyBeAccessedByLayers("runner")
          .whereLayer("formats")
          .mayOnlyBeAccessedByLayers("connectors", "runner")
          .whereLayer("operators")
          .mayOnlyBeAccessedByLayers("domains", "sql", "testkit", "runner")
          .whereLayer("sdk")
          .mayOnlyBeAccessedByLayers(
              "operators",
              "domains",
              "sql",
              "formats",
              "connectors",
              "testkit",
              "runner",
              "local cluster");

  @ArchTest
  static final ArchRule onlyAdaptersKnowFlink =
      noClasses()
          .that(resideInAPackage("io.millrace.operators..").or(resideInAnyPackage(DOMAINS)))
          .and(not(isAdapter()))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..")
          .because("pure logic is tested, and read, without Flink");

  @ArchTest
  static final ArchRule formatsAreIndependentOfTransport =
      noClasses()
          .that(
              resideInAPackage("io.millrace.formats..")
                  .and(not(resideInAPackage("io.millrace.formats.flink.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule pipelinesKnowNoTransport =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAINS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "java.sql..", "java.nio.file..");

  @ArchTest
  static final ArchRule theOracleSharesNoCodeWithWhatItJudges =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.simulators..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(DOMAINS)
                  .or(
                      resideInAnyPackage(
                          "io.millrace.operators..",
                          "io.millrace.formats..",
                          "io.millrace.runner..",
                          "org.apache.flink..")));

  @ArchTest
  static final ArchRule noModuleIsARagBag =
      noClasses().should().resideInAnyPackage("..common..", "..core..", "..util..", "..utils..");

  @ArchTest
  static final ArchRule pipelinesArePublicAndHoldNoState =
      classes()
          .that()
          .implement(Pipeline.class)
          .should()
          .haveOnlyFinalFields()
          .andShould()
          .bePublic()
          .andShould()
          .haveSimpleNameEndingWith("Pipeline");

  /** The names under which plan and reader look for Flink. */
  private static DescribedPredicate<JavaClass> isAdapter() {
    return DescribedPredicate.describe(
        "adapters to Flink",
        type -> {
          JavaClass outermost = type;
          while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
          }
          return outermost
              .getSimpleName()
              .matches(
                  ".*(Pipeline|Function|Operator|Serializer|SerializerSnapshot|TypeInfo|Aggregation|Deduplication|Streams)");
        });
  }
}
