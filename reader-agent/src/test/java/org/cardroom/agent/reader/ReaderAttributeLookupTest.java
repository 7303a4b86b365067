package org.cardroom.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import java.io.IOException;
import java.time.Duration;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.junit.jupiter.api.Test;

/** Against a real pcscd, whose virtual readers tell how many slots they have, and neither a serial nor a USB port. */
class ReaderAttributeLookupTest {
    /** TAG_IFD_SLOTS_NUMBER of pcsc-lite's ifdhandler.h. */
    private static final int SLOTS = 0x0FAE;

    @Test
    void readsAttributesThatAReaderTells() throws IOException {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        try (VirtualPcscd pcscd = VirtualPcscd.startForThisProcess(2, Duration.ZERO)) {
            String reader = pcscd.slots().get(0).readerName();
            PcscLiteLibrary pcsc = Native.load("libpcsclite.so.1", PcscLiteLibrary.class);
            try (PcscReaderHandle handle = PcscReaderHandle.open(pcsc, reader)) {
                assertThat(handle.readAttribute(SLOTS)).hasValue(new byte[] {2});
                assertThat(handle.readAttribute(PcscLiteLibrary.SCARD_ATTR_VENDOR_IFD_SERIAL_NO))
                        .isEmpty();
            }
            assertThat(new ReaderAttributeLookup().apply(reader)).isEqualTo(ReaderAttributes.NONE);
        }
    }

    @Test
    void leavesItAtTheNameOfAReaderThatIsNotThere() {
        assertThat(new ReaderAttributeLookup().apply("ACME Reader (4711) 00 00"))
                .isEqualTo(new ReaderAttributes("4711", null));
    }
}
