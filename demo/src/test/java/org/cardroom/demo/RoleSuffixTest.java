package org.cardroom.demo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import picocli.CommandLine.Command;

/** A type that has a standard role ends with the standard word for it, so that it is found by that word. */
class RoleSuffixTest {
    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.cardroom");
    }

    @Test
    void exceptionsEndWithException() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(ours);
    }

    @Test
    void commandsEndWithCommandOrMain() {
        classes()
                .that()
                .areAnnotatedWith(Command.class)
                .should()
                .haveSimpleNameEndingWith("Command")
                .orShould()
                .haveSimpleNameEndingWith("Main")
                .check(ours);
    }

    @Test
    void batchItemReadersWritersAndTaskletsAreNamedSo() {
        classes()
                .that()
                .areAssignableTo(ItemReader.class)
                .should()
                .haveSimpleNameEndingWith("ItemReader")
                .check(ours);
        classes()
                .that(not(INTERFACES))
                .and()
                .areAssignableTo(ItemWriter.class)
                .should()
                .haveSimpleNameEndingWith("ItemWriter")
                .check(ours);
        classes()
                .that()
                .areAssignableTo(Tasklet.class)
                .should()
                .haveSimpleNameEndingWith("Tasklet")
                .check(ours);
    }

    @Test
    void webTypesAreNamedByTheirRole() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .haveSimpleNameEndingWith("Controller")
                .check(ours);
        classes()
                .that()
                .areAssignableTo(HandlerInterceptor.class)
                .should()
                .haveSimpleNameEndingWith("Interceptor")
                .check(ours);
    }
}
