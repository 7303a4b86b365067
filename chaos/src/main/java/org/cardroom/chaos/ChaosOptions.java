package org.cardroom.chaos;

import java.nio.file.Path;

/**
 * The options of a run.
 * @param readers number of readers of both agents together
 * @param seed determines the faults and the card ids
 */
record ChaosOptions(int cards, int readers, int faults, long seed, Path out) {}
