package org.cardroom.events.codec;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Generates ids of events, sessions and instructions: UUID version 7 (RFC 9562), ordered by time. */
public final class UuidGenerator {
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private UuidGenerator() {}

    /** Returns a new id; safe from any thread. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
