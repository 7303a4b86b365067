package org.cardroom.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules for names of types, checked over the sources of all modules: also of those built only on demand. */
class NamingRulesTest {
    /** Packages whose types are terms of the field, for which one word is a good name. */
    private static final Pattern MODEL =
            Pattern.compile("org/cardroom/(domain|events/(card|secret|message))(/.*)?", Pattern.CASE_INSENSITIVE);
    /** One-word names elsewhere that are standard terms. */
    private static final Set<String> STANDARD_TERMS =
            Set.of("Action", "Database", "Decision", "Enrolment", "Processor");

    private static final int MAX_TYPES_IN_A_PACKAGE = 15;

    private static List<Source> sources;

    /** A source file: its module, its package as a path, and the name of its type. */
    private record Source(String module, boolean isMain, String folder, String type) {
        static Source of(Path relative) {
            Path folder = relative.subpath(4, relative.getNameCount() - 1);
            return new Source(
                    relative.getName(0).toString(),
                    relative.getName(2).toString().equals("main"),
                    folder.toString(),
                    relative.getFileName().toString().replace(".java", ""));
        }
    }

    @BeforeAll
    static void listSources() throws IOException {
        Path home = Path.of(System.getProperty("cardroom.home")).toRealPath();
        try (Stream<Path> files = Files.walk(home)) {
            sources = files.map(home::relativize)
                    .filter(file -> file.toString().matches("[^/]+/src/(main|test)/java/.*\\.java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(Source::of)
                    .toList();
        }
        assertThat(sources).extracting(Source::module).contains("events", "domain", "processor", "chaos", "bench");
    }

    @Test
    void simpleNamesAreUniqueInTheRepository() {
        Map<String, Set<String>> places = new TreeMap<>();
        for (Source source : sources) {
            places.computeIfAbsent(source.type(), name -> new TreeSet<>()).add(source.module() + ":" + source.folder());
        }
        places.values().removeIf(folders -> folders.size() == 1);
        assertThat(places).isEmpty();
    }

    @Test
    void oneWordNamesAreTermsOfTheModel() {
        assertThat(sources.stream()
                        .filter(source -> source.isMain() && source.type().matches("[A-Z][a-z0-9]*"))
                        .filter(source -> !MODEL.matcher(source.folder()).matches())
                        .map(Source::type)
                        .filter(name -> !STANDARD_TERMS.contains(name)))
                .isEmpty();
    }

    @Test
    void noPackageHasMoreThanFifteenTypes() {
        Map<String, Long> counts = sources.stream()
                .filter(Source::isMain)
                .collect(Collectors.groupingBy(Source::folder, TreeMap::new, Collectors.counting()));
        counts.values().removeIf(count -> count <= MAX_TYPES_IN_A_PACKAGE);
        assertThat(counts).isEmpty();
    }

    @Test
    void noNameSaysOnlyThatAClassDoesSomething() {
        assertThat(sources.stream().map(Source::type).filter(name -> name.matches(".*(Manager|Helper|Util|Utils)")))
                .isEmpty();
    }
}
