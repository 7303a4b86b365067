package org.cardroom.demo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model and the decisions are pure: the same input gives the same output, and nothing else happens. */
class PurityRulesTest {
    private static final String[] PURE = {"org.cardroom.domain..", "org.cardroom.processor.decision.."};

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.cardroom");
    }

    @Test
    void domainAndDecisionsDependOnValuesOnly() {
        noClasses()
                .that(resideInAnyPackage(PURE))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "java.nio.charset",
                        "java.time..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.annotation..",
                        "org.cardroom.domain..",
                        "org.cardroom.processor.decision..",
                        "org.cardroom.events.card..",
                        "org.cardroom.events.codec..",
                        "org.cardroom.events.enrolment..",
                        "org.cardroom.events.message..",
                        "org.cardroom.events.outcome..",
                        "org.cardroom.events.secret..")))
                .check(ours);
    }

    @Test
    void domainAndDecisionsReadNoClockAndNoRandomSource() {
        noClasses()
                .that(resideInAnyPackage(PURE))
                .should()
                .dependOnClassesThat(nameMatching(
                        "java\\.time\\.Clock|java\\.util\\.(Random|SplittableRandom|Timer)|java\\.security\\.SecureRandom"
                                + "|java\\.lang\\.(Thread|Process.*)|org\\.cardroom\\.events\\.codec\\.UuidGenerator"))
                .orShould()
                .callMethodWhere(target(name("randomUUID")).and(target(owner(name(UUID.class.getName())))))
                .orShould()
                .callMethodWhere(target(name("now"))
                        .and(target(owner(nameMatching("java\\.time\\.(Instant|Local.*|Zoned.*|Offset.*)")))))
                .orShould()
                .callMethodWhere(target(nameMatching("currentTimeMillis|nanoTime|getenv|getProperty"))
                        .and(target(owner(name(System.class.getName())))))
                .check(ours);
    }
}
