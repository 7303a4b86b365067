package org.cardroom.events.outcome;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The head of a writer's audit chain when an outcome was written. It reveals a chain that is truncated later.
 * @param writer the writer of the chain
 * @param number the number of its entries
 * @param hash the hash of the last entry, canonical hex
 * @param installation the installation of its database; absent if unknown
 */
public record AuditChainHead(
        String writer, long number, String hash, @Nullable UUID installation) {}
