package org.cardroom.agent.card;

/** What came of the question which card it is. */
public sealed interface Identification {
    /** A card that can be worked on. */
    record Known(SmartCard card) implements Identification {}

    /**
     * A card that cannot.
     *
     * @param reason why, for the operator
     */
    record Refused(String reason) implements Identification {}

    /** It left the reader before it said. */
    record Gone() implements Identification {}
}
