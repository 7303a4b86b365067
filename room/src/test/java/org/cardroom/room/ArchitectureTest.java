package org.cardroom.room;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
            + "events\\.channel\\.Body|events\\.secret\\..*"
            + "|agent\\.card\\..*|events\\.link\\.KeyFolder"
            + "|ingest\\.gateway\\.secrets\\..*"
            + "|processor\\.keys\\.(HoldKey|LetterKey|NewKeys|SelfTest))(\\$.*)?";

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
                .layer("db")
                .definedBy("org.cardroom.db..")
                .layer("lab")
                .definedBy("org.cardroom.lab..")
                .layer("agent")
                .definedBy("org.cardroom.agent..")
                .layer("ingest")
                .definedBy("org.cardroom.ingest..")
                .layer("processor")
                .definedBy("org.cardroom.processor..")
                .layer("room")
                .definedBy("org.cardroom.room..")
                .whereLayer("room")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("processor")
                .mayOnlyBeAccessedByLayers("room")
                .whereLayer("ingest")
                .mayOnlyBeAccessedByLayers("room")
                .whereLayer("agent")
                .mayOnlyBeAccessedByLayers("room")
                .whereLayer("lab")
                .mayOnlyBeAccessedByLayers("room")
                .whereLayer("db")
                .mayOnlyBeAccessedByLayers("ingest", "processor", "room")
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

    /** What the processor is measured against goes past that module: bare JDBC is what it is. */
    @Test
    void sqlStandsOnlyInTheDatabaseModule() {
        noClasses()
                .that(not(resideInAPackage("org.cardroom.room.bench.floor")))
                .and(resideInAnyPackage(
                        "org.cardroom.events..",
                        "org.cardroom.agent..",
                        "org.cardroom.ingest..",
                        "org.cardroom.processor..",
                        "org.cardroom.room.."))
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
                .that(resideInAnyPackage("org.cardroom.agent..", "org.cardroom.ingest..", "org.cardroom.db.."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.cardroom.processor.."))
                .check(ours);
    }

    @Test
    void nothingIsCalledManagerHelperOrUtil() {
        classes()
                .should()
                .haveSimpleNameNotContaining("Manager")
                .andShould()
                .haveSimpleNameNotContaining("Helper")
                .andShould()
                .haveSimpleNameNotContaining("Util")
                .check(ours);
    }
}
