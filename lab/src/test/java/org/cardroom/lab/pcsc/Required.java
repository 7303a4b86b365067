package org.cardroom.lab.pcsc;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** Skips a test on a machine that lacks what it needs; fails it where CARDROOM_REQUIRE_PCSC is true. */
final class Required {

    private Required() {}

    static void orSkipped() {
        Optional<String> missing = Pcscd.missing().or(Witnesses::missing);
        if (missing.isPresent() && Boolean.parseBoolean(System.getenv("CARDROOM_REQUIRE_PCSC"))) {
            fail(missing.get());
        }
        missing.ifPresent(why -> System.err.println("tests over PC/SC are skipped: " + why));
        assumeTrue(missing.isEmpty(), "no PC/SC");
    }
}
