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

/** Processors that give every card the key 24 × 00 and the PIN 271828, and can be told to withhold, or to be away. */
final class FakeCardSecretClient implements CardSecretClient {
    private final List<RequestSubject> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<RejectionReason> denial = Optional.empty();
    private final List<CompletionKind> ends = new CopyOnWriteArrayList<>();
    private volatile Runnable listener = () -> {};
    private volatile boolean unavailable;

    private <T> SecretReply<T> reply(RequestSubject about, Supplier<T> value) {
        asked.add(about);
        listener.run();
        if (unavailable) {
            return new SecretReply.TimedOut<>();
        }
        return denial.<SecretReply<T>>map(SecretReply.Denied::new)
                .orElseGet(() -> new SecretReply.Granted<>(value.get()));
    }

    @Override
    public SecretReply<AdminKey> requestAdminKey(RequestSubject about) {
        return reply(about, FakeCardSecretClient::zeros);
    }

    @Override
    public SecretReply<AuthenticationResponse> requestAuthenticationResponse(
            RequestSubject about, Challenge challenge, boolean diversified) {
        return reply(about, () -> zeros().respond(challenge));
    }

    @Override
    public SecretReply<Pin> requestPin(RequestSubject about, Optional<Challenge> challenge) {
        return reply(about, () -> Pin.of("271828".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public SecretReply<CompletionKind> endRequest(RequestSubject about, CompletionKind how) {
        ends.add(how);
        return reply(about, () -> how);
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
        asked.clear();
        ends.clear();
        listener = () -> {};
    }

    /** What is to be done at each question, before it is answered. */
    void onRequest(Runnable deed) {
        listener = deed;
    }

    /** How requests were to end. */
    List<CompletionKind> receivedEndings() {
        return List.copyOf(ends);
    }

    List<RequestSubject> receivedSubjects() {
        return List.copyOf(asked);
    }
}
