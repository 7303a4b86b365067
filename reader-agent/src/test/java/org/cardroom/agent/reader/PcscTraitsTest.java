package org.cardroom.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import java.io.IOException;
import java.time.Duration;
import org.cardroom.lab.pcsc.Pcscd;
import org.cardroom.lab.pcsc.Witnesses;
import org.junit.jupiter.api.Test;

/** Against a real pcscd, whose virtual readers tell how many slots they have, and neither a serial nor a USB port. */
class PcscTraitsTest {
    /** TAG_IFD_SLOTS_NUMBER of pcsc-lite's ifdhandler.h. */
    private static final int SLOTS = 0x0FAE;

    @Test
    void readsAttributesThatAReaderTells() throws IOException {
        assumeTrue(Witnesses.canTestify(), "no PC/SC");
        try (Pcscd pcscd = Pcscd.ofThisProcess(2, Duration.ZERO)) {
            String reader = pcscd.slots().get(0).reader();
            Pcsclite pcsc = Native.load("libpcsclite.so.1", Pcsclite.class);
            try (PcscAttributes attributes = PcscAttributes.of(pcsc, reader)) {
                assertThat(attributes.get(SLOTS)).hasValue(new byte[] {2});
                assertThat(attributes.get(Pcsclite.SERIAL)).isEmpty();
            }
            assertThat(new PcscTraits().apply(reader)).isEqualTo(Traits.NONE);
        }
    }

    @Test
    void leavesItAtTheNameOfAReaderThatIsNotThere() {
        assertThat(new PcscTraits().apply("ACME Reader (4711) 00 00")).isEqualTo(new Traits("4711", null));
    }
}
