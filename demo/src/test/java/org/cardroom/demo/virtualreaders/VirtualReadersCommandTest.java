package org.cardroom.demo.virtualreaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class VirtualReadersCommandTest {
    @TempDir
    private Path folder;

    @Test
    void fillsTheReadersAnew() throws IOException {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        VirtualReaderContents contents = new VirtualReaderContents(1, 1, 1);
        try (VirtualPcscd pcscd = VirtualPcscd.start(folder, 4, Duration.ZERO)) {
            List<String> first = contents.refill(pcscd.slots());
            assertThat(contents.refill(pcscd.slots())).hasSize(3).doesNotContainSequence(first);
            ExternalCardTools cardTools = new ExternalCardTools(pcscd);
            assertThat(cardTools.verifyPin(pcscd.slots().get(0), "000000").accepted())
                    .isTrue();
            assertThat(cardTools.verifyPin(pcscd.slots().get(1), "123456").accepted())
                    .isTrue();
            assertThat(pcscd.slots().get(3).isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--readers=17, --readers must be 1 to 16",
        "--gids=2, there must be a reader for each card",
        "--blank=-1, there must be a reader for each card",
        "--apdu-millis=1001, --apdu-millis must be 0 to 1000",
    })
    void refusesWhatItCannotDo(String option, String reason) {
        StringWriter said = new StringWriter();
        CommandLine command = new CommandLine(new VirtualReadersCommand()).setErr(new PrintWriter(said));
        assertThat(command.execute(option)).isEqualTo(2);
        assertThat(said.toString()).startsWith(reason);
    }
}
