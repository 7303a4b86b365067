package org.cardroom.testkit.card;

/** Where a command is cut off when its card is torn out of the reader. */
enum TearPoint {
    NONE,
    BEFORE,
    INSIDE,
    AFTER
}
