package org.cardroom.db.issuing;

import java.util.function.Function;
import org.cardroom.db.UnnestColumns;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.events.card.Challenge;
import org.jspecify.annotations.Nullable;

/** Maps a card and its history to columns. */
final class CardRowMapping {
    static final UnnestColumns<Card> STATE = state(new UnnestColumns<Card>().uuid("id", Card::id), card -> card)
            .text("card_id", card -> card.cardId().hex())
            .text("kind", card -> card.kind().name())
            .uuid("request", Card::request)
            .uuid("template", Card::template)
            .flag("confirmed_refused", card -> card.keys().confirmedRefused())
            .flag("proposed_refused", card -> card.keys().proposedRefused())
            .flag("key_may_be_written", card -> card.keys().keyMayBeWritten())
            .flag("puk_may_be_written", card -> card.keys().pukMayBeWritten())
            .number("puk_version", card -> card.keys().pukVersion())
            .number("unresolved_answers", Card::unresolvedAnswers)
            .number("instruction_count", Card::instructionCount)
            .uuid("session", of(OpenSession::session))
            .text("agent", of(OpenSession::agent))
            .text(
                    "instruction_type",
                    of(openSession -> openSession.step() == null
                            ? null
                            : openSession.step().name()))
            .flag(
                    "answer_under_proposed",
                    card -> card.openSession() != null && card.openSession().answerUnderProposed())
            .uuid("journal", of(OpenSession::journal))
            .text("held_pin", Card::heldPin)
            .flag("worked_over_http", card -> card.httpSession() != null)
            .text("http_last_challenge", CardRowMapping::httpLastChallenge)
            .flag(
                    "http_diversified",
                    card -> card.httpSession() != null && card.httpSession().diversified());
    static final UnnestColumns<CardRepository.CardHistoryEntry> HISTORY = state(
                    new UnnestColumns<CardRepository.CardHistoryEntry>()
                            .uuid("card", change -> change.card().id()),
                    CardRepository.CardHistoryEntry::card)
            .uuid("event", CardRepository.CardHistoryEntry::event)
            .text("description", CardRepository.CardHistoryEntry::description);

    private CardRowMapping() {}

    /** Adds the columns that a card and its history share. */
    private static <T> UnnestColumns<T> state(UnnestColumns<T> first, Function<T, Card> card) {
        return first.number("status", row -> card.apply(row).status().number())
                .text(
                        "provisioning_state",
                        row -> card.apply(row).provisioningState().name())
                .number(
                        "confirmed_version",
                        row -> card.apply(row).keys().confirmed().version())
                .number(
                        "confirmed_issuance",
                        row -> card.apply(row).keys().confirmed().issuance())
                .number("proposed_version", row -> proposed(card.apply(row), AdminKeyRef::version))
                .number("proposed_issuance", row -> proposed(card.apply(row), AdminKeyRef::issuance))
                .uuid("instruction", row -> of(OpenSession::instruction).apply(card.apply(row)));
    }

    private static @Nullable Integer proposed(Card card, Function<AdminKeyRef, Integer> part) {
        AdminKeyRef proposed = card.keys().proposed();
        return proposed == null ? null : part.apply(proposed);
    }

    private static <V> Function<Card, @Nullable V> of(Function<OpenSession, @Nullable V> part) {
        return card -> card.openSession() == null ? null : part.apply(card.openSession());
    }

    private static @Nullable String httpLastChallenge(Card card) {
        Challenge challenge =
                card.httpSession() == null ? null : card.httpSession().lastChallenge();
        return challenge == null ? null : challenge.hex();
    }
}
