package org.cardroom.ingest.gateway.asking;

import org.cardroom.events.message.RejectionReason;

/** What became of a question. */
public sealed interface Reply<T> {
    /** What was asked for; a secret is for the receiver to close. */
    record Given<T>(T value) implements Reply<T> {}

    /** The processors do not give it. */
    record Withheld<T>(RejectionReason reason) implements Reply<T> {}

    /** No answer came in time, and nobody knows whether one was decided on: the same question may be asked again. */
    record Unanswered<T>() implements Reply<T> {}
}
