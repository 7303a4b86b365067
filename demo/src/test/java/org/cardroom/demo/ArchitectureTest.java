package org.cardroom.demo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.cardroom.events.secret.SecretBytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages, and who may see a secret. */
class ArchitectureTest {
    /** Those who turn a secret into bytes: towards a card, an HTTP client, a seal, or the file that it rests in. */
    private static final String REVEALERS = "org\\.cardroom\\.("
            + "events\\.channel\\.InstructionCodec|events\\.secret\\..*"
            + "|agent\\.card\\..*|events\\.client\\.AgentKeyDirectory"
            + "|gateway\\.secrets\\..*"
            + "|processor\\.keys\\.(HeldPinCipher|PinLetterCipher|KeystoreGenerator|CryptoSelfTest))(\\$.*)?";

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.cardroom");
    }

    @Test
    void modulesHaveTheArrowsOfTheTree() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("events")
                .definedBy("org.cardroom.events..")
                .layer("domain")
                .definedBy("org.cardroom.domain..")
                .layer("db")
                .definedBy("org.cardroom.db..")
                .layer("testkit")
                .definedBy("org.cardroom.testkit..")
                .layer("agent")
                .definedBy("org.cardroom.agent..")
                .layer("ingest")
                .definedBy("org.cardroom.ingest..")
                .layer("gateway")
                .definedBy("org.cardroom.gateway..")
                .layer("processor")
                .definedBy("org.cardroom.processor..")
                .layer("demo")
                .definedBy("org.cardroom.demo..")
                .whereLayer("demo")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("processor")
                .mayOnlyBeAccessedByLayers("demo")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("demo")
                .whereLayer("ingest")
                .mayOnlyBeAccessedByLayers("demo")
                .whereLayer("agent")
                .mayOnlyBeAccessedByLayers("demo")
                .whereLayer("testkit")
                .mayOnlyBeAccessedByLayers("demo")
                .whereLayer("db")
                .mayOnlyBeAccessedByLayers("ingest", "gateway", "processor", "demo")
                .whereLayer("domain")
                .mayOnlyBeAccessedByLayers("db", "ingest", "gateway", "processor", "demo")
                .check(ours);
    }

    @Test
    void packagesDoNotGoInCircles() {
        slices().matching("org.cardroom.(**)").should().beFreeOfCycles().check(ours);
    }

    @Test
    void onlyAFewTurnSecretsIntoBytes() {
        noClasses()
                .that(not(nameMatching(REVEALERS)))
                .should()
                .callMethodWhere(target(nameMatching("copyInto|copyPaddedInto|base64"))
                        .and(target(owner(assignableTo(SecretBytes.class)))))
                .orShould()
                .callMethodWhere(target(nameMatching("copyPrivateInto")))
                .check(ours);
    }

    @Test
    void sqlStandsOnlyInTheDatabaseModule() {
        noClasses()
                .that(resideInAnyPackage(
                        "org.cardroom.events..",
                        "org.cardroom.agent..",
                        "org.cardroom.ingest..",
                        "org.cardroom.processor..",
                        "org.cardroom.domain..",
                        "org.cardroom.gateway..",
                        "org.cardroom.demo.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.springframework.jdbc.core.."))
                .check(ours);
    }

    @Test
    void agentsAndEventsKnowNeitherSpringNorADatabase() {
        noClasses()
                .that(resideInAnyPackage("org.cardroom.events..", "org.cardroom.agent.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "org.postgresql.."))
                .check(ours);
    }

    @Test
    void onlyTheProcessorWorksOutKeys() {
        noClasses()
                .that(resideInAnyPackage(
                        "org.cardroom.agent..", "org.cardroom.ingest..", "org.cardroom.gateway..", "org.cardroom.db.."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.cardroom.processor.."))
                .check(ours);
    }
}
