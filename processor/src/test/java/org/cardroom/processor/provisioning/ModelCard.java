package org.cardroom.processor.provisioning;

import org.cardroom.db.issuing.KeyRef;
import org.jspecify.annotations.Nullable;

/**
 * The chip itself, of which the processor only hears.
 *
 * @param key on it; absent where a write was torn inside
 * @param pin whether a PIN of ours is on it
 * @param wrong answers that it refused since it accepted one
 */
record ModelCard(@Nullable KeyRef key, boolean pin, int wrong) {
    static ModelCard fresh() {
        return new ModelCard(KeyRef.INITIAL, false, 0);
    }

    ModelCard answered(boolean right) {
        return new ModelCard(key, pin, right ? 0 : wrong + 1);
    }

    ModelCard put(@Nullable KeyRef next) {
        return new ModelCard(next, pin, wrong);
    }

    ModelCard pinned() {
        return new ModelCard(key, true, wrong);
    }
}
