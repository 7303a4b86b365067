package org.cardroom.lab.cards;

/** Where a command is cut off when its card is torn out of the reader. */
enum Tear {
    NOT,
    BEFORE,
    INSIDE,
    AFTER
}
