package org.cardroom.gateway.secrets;

import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpRequest;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.gateway.access.ApiCaller;
import org.cardroom.gateway.audit.GatewayAuditLog;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides, by what can be read in clear, whether the processors are asked at all, and writes down who asks. The
 * processors decide again.
 */
@Component
class SecretAccessPolicy {
    private static final int LONGEST_REASON = 200;

    private final CardRepository cards;
    private final HttpRequestRepository requests;
    private final ProfileTemplateRepository templates;
    private final GatewayAuditLog auditLog;

    SecretAccessPolicy(Database database, GatewayAuditLog auditLog) {
        cards = new CardRepository(database);
        requests = new HttpRequestRepository(database);
        templates = new ProfileTemplateRepository(database);
        this.auditLog = auditLog;
    }

    /**
     * What is asked for, of which card.
     *
     * @param request absent where the path does not name it: it is the card's
     * @param reason what the client says for asking beside the working of the request; absent where it says nothing
     */
    record SecretAccessRequest(
            String secretName,
            @Nullable UUID request,
            UUID smartcard,
            CardId card,
            @Nullable String reason,
            ApiCaller caller) {}

    /**
     * What the processors may be asked about; empty where there is no such request or card.
     *
     * @param challenge has to be one block of the card's cipher
     */
    Optional<RequestSubject> authorize(SecretAccessRequest accessRequest, @Nullable Challenge challenge) {
        Optional<Card> found = cards.find(accessRequest.smartcard);
        Optional<HttpRequest> request = found.flatMap(card -> requests.find(requestId(accessRequest, card)));
        if (request.isEmpty()) {
            return Optional.empty();
        }
        Card card = found.get();
        checkCardAndRequest(card, accessRequest);
        checkState(card, request.get(), accessRequest);
        if (challenge != null) {
            checkLength(card, challenge);
        }
        auditLog.append(
                accessRequest.caller,
                "card " + card.cardId(),
                accessRequest.secretName + " asked for" + reasonSuffix(accessRequest));
        return Optional.of(new RequestSubject(
                accessRequest.caller.name(), accessRequest.reason, card.request(), card.id(), card.cardId()));
    }

    /** The request that the path names, else the card's. */
    private static UUID requestId(SecretAccessRequest accessRequest, Card card) {
        return accessRequest.request == null ? card.request() : accessRequest.request;
    }

    private void checkCardAndRequest(Card card, SecretAccessRequest accessRequest) {
        boolean isItsRequest = requestId(accessRequest, card).equals(card.request());
        if (!card.cardId().equals(accessRequest.card) || !isItsRequest) {
            auditLog.append(
                    accessRequest.caller,
                    "card " + card.cardId(),
                    accessRequest.secretName + " refused: another card or request was named");
            throw new ApiException(
                    ErrorCode.OTHER_CARD,
                    isItsRequest ? "cardid" : "reqid",
                    "the card is not the one that the request and the identifier name");
        }
    }

    /** While it is worked on, or before it is issued for a reason; never afterwards. */
    private void checkState(Card card, HttpRequest request, SecretAccessRequest accessRequest) {
        if (card.provisioningState() == ProvisioningState.ISSUED) {
            throw auditRefusal(card, accessRequest, ErrorCode.CARD_STATE, "the card is issued");
        }
        if (request.status() != RequestStatus.EXECUTING && accessRequest.reason == null) {
            throw auditRefusal(
                    card,
                    accessRequest,
                    ErrorCode.REQUEST_STATE,
                    "the request is not worked on, and no X-Reason says why");
        }
    }

    private ApiException auditRefusal(Card card, SecretAccessRequest accessRequest, ErrorCode code, String why) {
        auditLog.append(accessRequest.caller, "card " + card.cardId(), accessRequest.secretName + " refused: " + why);
        return new ApiException(code, why);
    }

    private void checkLength(Card card, Challenge challenge) {
        ProfileTemplate template = templates
                .find(card.template())
                .orElseThrow(() -> new IllegalStateException("a card's template is there"))
                .template();
        int block = template.algorithm().blockLength();
        if (challenge.length() != block) {
            throw new ApiException(
                    ErrorCode.BAD_CHALLENGE_LENGTH,
                    "challenge",
                    template.algorithm().text() + " takes " + block + " bytes, this has " + challenge.length());
        }
    }

    private static String reasonSuffix(SecretAccessRequest accessRequest) {
        return accessRequest.reason == null ? "" : " because: " + accessRequest.reason;
    }

    /** A reason as it came, or none. */
    static @Nullable String parseReason(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        if (header.length() > LONGEST_REASON || !header.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new ApiException(
                    ErrorCode.BAD_VALUE,
                    "X-Reason",
                    "it has at most " + LONGEST_REASON + " characters of printable ASCII");
        }
        return header.strip();
    }
}
