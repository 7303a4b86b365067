package org.cardroom.gateway.processorclient;

import org.cardroom.events.message.RejectionReason;

/** The processors' reply to a request of the gateway. */
public sealed interface SecretReply<T> {
    /** The requested value; the receiver closes a secret. */
    record Granted<T>(T value) implements SecretReply<T> {}

    /** The processors refuse the request. */
    record Denied<T>(RejectionReason reason) implements SecretReply<T> {}

    /** No reply arrived in time. The processors may have decided; the same request can be sent again. */
    record TimedOut<T>() implements SecretReply<T> {}
}
