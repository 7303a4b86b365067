package org.cardroom.ingest.gateway.secrets;

import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpRequest;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.ingest.gateway.access.Auditor;
import org.cardroom.ingest.gateway.access.Caller;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides, by what can be read in clear, whether the processors are asked at all, and writes down who asks. The
 * processors decide again.
 */
@Component
class Ward {
    private static final int LONGEST_REASON = 200;

    private final CardRepository cards;
    private final HttpRequestRepository requests;
    private final ProfileTemplateRepository templates;
    private final Auditor auditor;

    Ward(Database database, Auditor auditor) {
        cards = new CardRepository(database);
        requests = new HttpRequestRepository(database);
        templates = new ProfileTemplateRepository(database);
        this.auditor = auditor;
    }

    /**
     * What is asked for, of which card.
     *
     * @param request absent where the path does not name it: it is the card's
     * @param reason what the client says for asking beside the working of the request; absent where it says nothing
     */
    record Wish(
            String what,
            @Nullable UUID request,
            UUID smartcard,
            CardId card,
            @Nullable String reason,
            Caller caller) {}

    /**
     * What the processors may be asked about; empty where there is no such request or card.
     *
     * @param challenge has to be one block of the card's cipher
     */
    Optional<RequestSubject> allow(Wish wish, @Nullable Challenge challenge) {
        Optional<Card> found = cards.find(wish.smartcard);
        Optional<HttpRequest> request = found.flatMap(card -> requests.find(named(wish, card)));
        if (request.isEmpty()) {
            return Optional.empty();
        }
        Card card = found.get();
        checkIsIt(card, wish);
        checkState(card, request.get(), wish);
        if (challenge != null) {
            checkLength(card, challenge);
        }
        auditor.write(wish.caller, "card " + card.cardId(), wish.what + " asked for" + because(wish));
        return Optional.of(new RequestSubject(wish.caller.name(), wish.reason, card.request(), card.id(), card.cardId()));
    }

    /** The request that the path names, else the card's. */
    private static UUID named(Wish wish, Card card) {
        return wish.request == null ? card.request() : wish.request;
    }

    private void checkIsIt(Card card, Wish wish) {
        boolean isItsRequest = named(wish, card).equals(card.request());
        if (!card.cardId().equals(wish.card) || !isItsRequest) {
            auditor.write(
                    wish.caller, "card " + card.cardId(), wish.what + " refused: another card or request was named");
            throw new Refused(
                    Code.OTHER_CARD,
                    isItsRequest ? "cardid" : "reqid",
                    "the card is not the one that the request and the identifier name");
        }
    }

    /** While it is worked on, or before it is issued for a reason; never afterwards. */
    private void checkState(Card card, HttpRequest request, Wish wish) {
        if (card.provisioningState() == ProvisioningState.ISSUED) {
            throw refused(card, wish, Code.CARD_STATE, "the card is issued");
        }
        if (request.status() != RequestStatus.EXECUTING && wish.reason == null) {
            throw refused(card, wish, Code.REQUEST_STATE, "the request is not worked on, and no X-Reason says why");
        }
    }

    private Refused refused(Card card, Wish wish, Code code, String why) {
        auditor.write(wish.caller, "card " + card.cardId(), wish.what + " refused: " + why);
        return new Refused(code, why);
    }

    private void checkLength(Card card, Challenge challenge) {
        ProfileTemplate template = templates
                .find(card.template())
                .orElseThrow(() -> new IllegalStateException("a card's template is there"))
                .template();
        int block = template.algorithm().blockLength();
        if (challenge.length() != block) {
            throw new Refused(
                    Code.BAD_CHALLENGE_LENGTH,
                    "challenge",
                    template.algorithm().text() + " takes " + block + " bytes, this has " + challenge.length());
        }
    }

    private static String because(Wish wish) {
        return wish.reason == null ? "" : " because: " + wish.reason;
    }

    /** A reason as it came, or none. */
    static @Nullable String reason(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        if (header.length() > LONGEST_REASON || !header.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new Refused(
                    Code.BAD_VALUE, "X-Reason", "it has at most " + LONGEST_REASON + " characters of printable ASCII");
        }
        return header.strip();
    }
}
