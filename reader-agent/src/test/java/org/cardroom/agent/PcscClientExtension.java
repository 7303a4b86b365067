package org.cardroom.agent;

import java.io.IOException;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes the PC/SC client of this process use the virtual pcscd of the tests, whichever test class uses the client first:
 * a test of {@code agent doctor} would otherwise tie it to the system's pcscd.
 */
public final class PcscClientExtension implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        VirtualPcscd.useForThisProcess();
    }
}
