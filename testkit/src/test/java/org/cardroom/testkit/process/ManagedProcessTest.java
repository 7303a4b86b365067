package org.cardroom.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManagedProcessTest {
    /** Starts a part that sleeps, says which process it is, and waits to be killed. */
    static final class ParentMain {
        private ParentMain() {}

        public static void main(String[] arguments) throws InterruptedException {
            ManagedProcess process =
                    ManagedProcess.start("part", new ProcessBuilder("sh", "-c", "echo ready; exec sleep 600"), "ready");
            System.out.println(process.handle().pid());
            Thread.sleep(Duration.ofMinutes(10).toMillis());
        }
    }

    @Test
    void endsWithWhoeverStartedIt() throws Exception {
        Process holder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentMain.class.getName()))
                .start();
        ProcessHandle part = ProcessHandle.of(
                        Long.parseLong(holder.inputReader().readLine()))
                .orElseThrow();
        holder.destroyForcibly().waitFor();
        assertThat(part.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }
}
