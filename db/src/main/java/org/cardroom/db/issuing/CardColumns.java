package org.cardroom.db.issuing;

import java.util.function.Function;
import org.cardroom.db.Columns;
import org.cardroom.events.card.Challenge;
import org.jspecify.annotations.Nullable;

/** The columns of a card's row and of its history, and what each holds. */
final class CardColumns {
    static final Columns<Card> STATE = state(new Columns<Card>().uuid("id", Card::id), card -> card)
            .text("card_id", card -> card.cardId().hex())
            .text("kind", card -> card.kind().name())
            .uuid("request", Card::request)
            .uuid("template", Card::template)
            .flag("confirmed_refused", card -> card.keys().confirmedRefused())
            .flag("proposed_refused", card -> card.keys().proposedRefused())
            .flag("key_sent", card -> card.keys().keySent())
            .flag("puk_sent", card -> card.keys().pukSent())
            .number("puk_version", card -> card.keys().pukVersion())
            .number("tries", Card::tries)
            .number("steps", Card::steps)
            .uuid("session", of(Exchange::session))
            .text("agent", of(Exchange::agent))
            .text(
                    "step",
                    of(exchange ->
                            exchange.step() == null ? null : exchange.step().name()))
            .flag("with_proposed", CardColumns::withProposed)
            .uuid("journal", of(Exchange::journal))
            .text("held_pin", Card::heldPin)
            .flag("gateway", card -> card.overHttp() != null)
            .text("challenge", CardColumns::answered);
    static final Columns<Cards.Change> HISTORY = state(
                    new Columns<Cards.Change>()
                            .uuid("card", change -> change.card().id()),
                    Cards.Change::card)
            .uuid("event", Cards.Change::event)
            .text("what", Cards.Change::what);

    private CardColumns() {}

    /** The columns that a card and its history share. */
    private static <T> Columns<T> state(Columns<T> first, Function<T, Card> card) {
        return first.number("status", row -> card.apply(row).status().number())
                .text("provisioning", row -> card.apply(row).provisioning().name())
                .number(
                        "confirmed_version",
                        row -> card.apply(row).keys().confirmed().version())
                .number(
                        "confirmed_issuance",
                        row -> card.apply(row).keys().confirmed().issuance())
                .number("proposed_version", row -> proposed(card.apply(row), KeyRef::version))
                .number("proposed_issuance", row -> proposed(card.apply(row), KeyRef::issuance))
                .uuid("instruction", row -> of(Exchange::instruction).apply(card.apply(row)));
    }

    private static @Nullable Integer proposed(Card card, Function<KeyRef, Integer> part) {
        KeyRef proposed = card.keys().proposed();
        return proposed == null ? null : part.apply(proposed);
    }

    private static <V> Function<Card, @Nullable V> of(Function<Exchange, @Nullable V> part) {
        return card -> card.exchange() == null ? null : part.apply(card.exchange());
    }

    private static boolean withProposed(Card card) {
        OverHttp http = card.overHttp();
        Exchange exchange = card.exchange();
        return http != null ? http.diversified() : exchange != null && exchange.withProposed();
    }

    private static @Nullable String answered(Card card) {
        Challenge answered = card.overHttp() == null ? null : card.overHttp().answered();
        return answered == null ? null : answered.hex();
    }
}
