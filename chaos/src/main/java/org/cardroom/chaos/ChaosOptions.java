package org.cardroom.chaos;

import java.nio.file.Path;

/**
 * What is asked for.
 *
 * @param readers of both agents together
 * @param seed of the faults and of the cards' ids
 */
record ChaosOptions(int cards, int readers, int faults, long seed, Path out) {}
