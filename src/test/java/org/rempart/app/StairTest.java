package org.rempart.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house's one stair: application, workers, core, connectors. */
@AnalyzeClasses(
    packages = "org.rempart",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class StairTest {

  @ArchTest
  static final ArchRule connectorsKnowNothingAboveThem =
      noClasses()
          .that()
          .resideInAPackage("org.rempart.connector..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.rempart.core..",
              "org.rempart.workers..",
              "org.rempart.app..",
              "org.springframework..",
              "io.camunda..",
              "org.apache.kafka..")
          .because("a connector must be usable, and testable, with its contract alone");

  @ArchTest
  static final ArchRule coreKnowsNothingAboveIt =
      noClasses()
          .that()
          .resideInAPackage("org.rempart.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.rempart.workers..", "org.rempart.app..")
          .because("the stair has one direction");

  @ArchTest
  static final ArchRule coreKnowsNoEngineNoBrokerAndNoWebFramework =
      noClasses()
          .that()
          .resideInAPackage("org.rempart.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.camunda.client..",
              "org.apache.kafka..",
              "org.springframework.kafka..",
              "org.springframework.web..",
              "org.springframework.security..",
              "jakarta.servlet..")
          .because("incidents, journal and guardrails must hold while engine and Kafka are away");

  @ArchTest
  static final ArchRule theCheckOfAnExportNeedsNeitherServerNorDatabase =
      noClasses()
          .that()
          .resideInAPackage("org.rempart.core.audit.chain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "java.sql..", "org.postgresql..")
          .because("somebody who trusts neither must be able to run it");

  @ArchTest
  static final ArchRule workersKnowNothingAboveThem =
      noClasses()
          .that()
          .resideInAPackage("org.rempart.workers..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.rempart.app..",
              "org.springframework.web..",
              "org.springframework.security..",
              "jakarta.servlet..")
          .because("workers bring the engine's jobs to core and nothing else");

  @ArchTest
  static final ArchRule onlyWorkersKnowCamunda =
      classes()
          .that()
          .resideInAPackage("org.rempart..")
          .and()
          .resideOutsideOfPackages("org.rempart.workers..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("io.camunda.client..")
          .because("another engine, or none, must cost one module and not a search");

  @ArchTest
  static final ArchRule subjectsOfTheApplicationHaveNoCycles =
      slices()
          .matching("org.rempart.app.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a subject that needs another back is one subject");
}
