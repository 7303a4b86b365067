package org.cardroom.gateway.processorclient;

import org.cardroom.events.message.RejectionReason;

/** What became of a question. */
public sealed interface SecretReply<T> {
    /** What was asked for; a secret is for the receiver to close. */
    record Granted<T>(T value) implements SecretReply<T> {}

    /** The processors do not give it. */
    record Denied<T>(RejectionReason reason) implements SecretReply<T> {}

    /** No answer came in time, and nobody knows whether one was decided on: the same question may be asked again. */
    record TimedOut<T>() implements SecretReply<T> {}
}
