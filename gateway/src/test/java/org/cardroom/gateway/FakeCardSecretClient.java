package org.cardroom.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.gateway.processorclient.CardSecretClient;
import org.cardroom.gateway.processorclient.SecretReply;

/** Gives every card the key 24 × 00 and the PIN 271828; can deny requests or stop answering. */
final class FakeCardSecretClient implements CardSecretClient {
    private final List<RequestSubject> subjects = new CopyOnWriteArrayList<>();
    private volatile Optional<RejectionReason> denial = Optional.empty();
    private final List<CompletionKind> ends = new CopyOnWriteArrayList<>();
    private volatile Runnable listener = () -> {};
    private volatile boolean unavailable;

    private <T> SecretReply<T> reply(RequestSubject subject, Supplier<T> value) {
        subjects.add(subject);
        listener.run();
        if (unavailable) {
            return new SecretReply.TimedOut<>();
        }
        return denial.<SecretReply<T>>map(SecretReply.Denied::new)
                .orElseGet(() -> new SecretReply.Granted<>(value.get()));
    }

    @Override
    public SecretReply<AdminKey> requestAdminKey(RequestSubject subject) {
        return reply(subject, FakeCardSecretClient::zeros);
    }

    @Override
    public SecretReply<AuthenticationResponse> requestAuthenticationResponse(
            RequestSubject subject, Challenge challenge, boolean diversified) {
        return reply(subject, () -> zeros().respond(challenge));
    }

    @Override
    public SecretReply<Pin> requestPin(RequestSubject subject, Optional<Challenge> challenge) {
        return reply(subject, () -> Pin.of("271828".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public SecretReply<CompletionKind> endRequest(RequestSubject subject, CompletionKind kind) {
        ends.add(kind);
        return reply(subject, () -> kind);
    }

    private static AdminKey zeros() {
        return AdminKey.of(KeyAlgorithm.TDES, new byte[24]);
    }

    void denyWith(RejectionReason reason) {
        denial = Optional.of(reason);
    }

    void stopAnswering() {
        unavailable = true;
    }

    void reset() {
        unavailable = false;
        denial = Optional.empty();
        subjects.clear();
        ends.clear();
        listener = () -> {};
    }

    /** Runs an action at each request, before the reply. */
    void onRequest(Runnable action) {
        listener = action;
    }

    /** Returns the kinds of completion that were requested. */
    List<CompletionKind> receivedEndings() {
        return List.copyOf(ends);
    }

    List<RequestSubject> receivedSubjects() {
        return List.copyOf(subjects);
    }
}
