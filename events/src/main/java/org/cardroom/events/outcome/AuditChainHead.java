package org.cardroom.events.outcome;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a writer's audit chain stood when an outcome was written, so that a chain whose tail is cut off later shows.
 *
 * @param writer whose chain
 * @param number how many entries it had
 * @param hash of the last one, canonical hex
 * @param installation whose database it is in; absent in what earlier versions wrote
 */
public record AuditChainHead(
        String writer, long number, String hash, @Nullable UUID installation) {}
