package org.cardroom.ingest.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.ingest.gateway.asking.Processors;
import org.cardroom.ingest.gateway.asking.Reply;

/** Processors that give every card the key 24 × 00 and the PIN 271828, and can be told to withhold, or to be away. */
final class FakeProcessors implements Processors {
    private final List<RequestSubject> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<RejectionReason> why = Optional.empty();
    private final List<CompletionKind> ends = new CopyOnWriteArrayList<>();
    private volatile Runnable listener = () -> {};
    private volatile boolean away;

    private <T> Reply<T> reply(RequestSubject about, Supplier<T> value) {
        asked.add(about);
        listener.run();
        if (away) {
            return new Reply.Unanswered<>();
        }
        return why.<Reply<T>>map(Reply.Withheld::new).orElseGet(() -> new Reply.Given<>(value.get()));
    }

    @Override
    public Reply<AdminKey> key(RequestSubject about) {
        return reply(about, FakeProcessors::zeros);
    }

    @Override
    public Reply<AuthenticationResponse> answer(RequestSubject about, Challenge challenge, boolean diversified) {
        return reply(about, () -> zeros().respond(challenge));
    }

    @Override
    public Reply<Pin> pin(RequestSubject about, Optional<Challenge> challenge) {
        return reply(about, () -> Pin.of("271828".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public Reply<CompletionKind> end(RequestSubject about, CompletionKind how) {
        ends.add(how);
        return reply(about, () -> how);
    }

    private static AdminKey zeros() {
        return AdminKey.of(KeyAlgorithm.TDES, new byte[24]);
    }

    void withhold(RejectionReason reason) {
        why = Optional.of(reason);
    }

    void goAway() {
        away = true;
    }

    void giveAgain() {
        away = false;
        why = Optional.empty();
        asked.clear();
        ends.clear();
        listener = () -> {};
    }

    /** What is to be done at each question, before it is answered. */
    void whenAsked(Runnable deed) {
        listener = deed;
    }

    /** How requests were to end. */
    List<CompletionKind> ends() {
        return List.copyOf(ends);
    }

    List<RequestSubject> asked() {
        return List.copyOf(asked);
    }
}
