package org.cardroom.events.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CliRunnerTest {
    @TempDir
    Path folder;

    @Command(name = "sample", mixinStandardHelpOptions = true)
    static final class Sample implements Runnable {
        @Option(names = "--kafka", defaultValue = "nowhere:1")
        String kafka;

        RuntimeException thrown;

        @Override
        public void run() {
            if (thrown != null) {
                throw thrown;
            }
        }
    }

    private final Sample sample = new Sample();

    private String errorsOf(String... args) {
        return errorsOf(e -> Optional.empty(), args);
    }

    private String errorsOf(Function<Exception, Optional<String>> diagnosis, String... args) {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            assertThat(CliRunner.run(sample, diagnosis, args)).isNotZero();
        } finally {
            System.setErr(before);
        }
        return errors.toString(StandardCharsets.UTF_8);
    }

    @Test
    void takesAnOptionFromTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("cardroom.properties"), "kafka=broker:9092\n");
        CliRunner.run(sample, "--config", file.toString());
        assertThat(sample.kafka).isEqualTo("broker:9092");
    }

    @Test
    void takesTheFileAfterAnEqualsSign() throws IOException {
        Path file = Files.writeString(folder.resolve("cardroom.properties"), "kafka=broker:9092\n");
        CliRunner.run(sample, "--config=" + file);
        assertThat(sample.kafka).isEqualTo("broker:9092");
    }

    @Test
    void prefersTheOptionToTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("cardroom.properties"), "kafka=broker:9092\n");
        CliRunner.run(sample, "--config", file.toString(), "--kafka", "other:9092");
        assertThat(sample.kafka).isEqualTo("other:9092");
    }

    @Test
    void fallsBackToTheDefault() {
        CliRunner.run(sample);
        assertThat(sample.kafka).isEqualTo("nowhere:1");
    }

    @Test
    void saysInOneLineWhyItCannotRun() {
        sample.thrown = new EnvironmentException("no broker at nowhere:1");
        assertThat(errorsOf()).isEqualToIgnoringNewLines("cardroom: no broker at nowhere:1");
    }

    @Test
    void showsNoStackTraceOfABug() {
        sample.thrown = new IllegalStateException("lost");
        assertThat(errorsOf()).isEqualToIgnoringNewLines("cardroom: an unexpected IllegalStateException: lost");
    }

    @Test
    void printsTheDiagnosisOfAKnownException() {
        sample.thrown = new IllegalStateException("lost");
        assertThat(errorsOf(e -> Optional.of("unavailable: " + e.getMessage())))
                .isEqualToIgnoringNewLines("cardroom: unavailable: lost");
    }

    @Test
    void saysThatTheConfigurationFileIsMissing() {
        assertThat(errorsOf("--config", "/missing.properties"))
                .isEqualToIgnoringNewLines("cardroom: cannot read the configuration file /missing.properties");
    }
}
