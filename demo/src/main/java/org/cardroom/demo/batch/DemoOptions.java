package org.cardroom.demo.batch;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of a demo.
 * @param cards number of generated requests; ignored with a manifest
 * @param readers number of virtual readers
 * @param manifest the manifest to issue; null to generate requests
 * @param perApdu time that a card takes for each command
 * @param seed of the card ids
 * @param out directory for everything
 */
record DemoOptions(int cards, int readers, @Nullable Path manifest, Duration perApdu, long seed, Path out) {}
