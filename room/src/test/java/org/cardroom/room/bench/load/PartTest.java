package org.cardroom.room.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartTest {
    /** Starts a part that sleeps, says which process it is, and waits to be killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            Part part = Part.start("part", new ProcessBuilder("sh", "-c", "echo ready; exec sleep 600"), "ready");
            System.out.println(part.handle().pid());
            Thread.sleep(Duration.ofMinutes(10).toMillis());
        }
    }

    @Test
    void endsWithWhoeverStartedIt() throws Exception {
        Process holder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName()))
                .start();
        ProcessHandle part = ProcessHandle.of(
                        Long.parseLong(holder.inputReader().readLine()))
                .orElseThrow();
        holder.destroyForcibly().waitFor();
        assertThat(part.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }
}
