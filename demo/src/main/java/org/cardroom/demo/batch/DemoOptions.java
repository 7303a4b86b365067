package org.cardroom.demo.batch;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a demo.
 *
 * @param cards how many requests are made up; not looked at with a manifest
 * @param readers virtual readers
 * @param manifest the manifest to issue; absent where requests are made up
 * @param perApdu what each command to a card takes
 * @param seed of the card ids
 * @param out the folder for everything
 */
record DemoOptions(int cards, int readers, @Nullable Path manifest, Duration perApdu, long seed, Path out) {}
