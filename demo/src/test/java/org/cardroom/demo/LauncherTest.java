package org.cardroom.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, with a JVM that only prints its arguments. */
class LauncherTest {
    @TempDir
    Path folder;

    private String jvmArguments(String command) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : new String[] {"java", "javac"}) {
            Path file = Files.writeString(bin.resolve(tool), """
                    #!/bin/sh
                    if [ "$1" = -version ]; then echo 'openjdk version "99-test"' >&2; else echo "$@"; fi
                    """);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
        ProcessBuilder launcher = new ProcessBuilder(System.getProperty("cardroom.home") + "/cardroom", command);
        launcher.environment().put("JAVA_HOME", folder.toString());
        launcher.environment().put("CARDROOM_BUILT", "true");
        Process process = launcher.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db", "processor", "restore", "ingest", "gateway", "agent", "virtual-agent", "demo", "room"})
    void everyCommandRefusesToDeserialiseJavaObjects(String command) throws Exception {
        assertThat(jvmArguments(command)).contains(" -Djdk.serialFilter=!* ");
    }

    @Test
    void theAgentHasASmallHeap() throws Exception {
        assertThat(jvmArguments("agent")).contains(" -Xmx24m ");
    }
}
