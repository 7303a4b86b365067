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
 * Authorises and audits secret requests before the processors are asked, by the state of card and request. The processors
 * decide again, on locked rows.
 */
@Component
class SecretAccessPolicy {
    private static final int MAX_REASON_LENGTH = 200;

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
     * A request for a secret of a card.
     * @param secretName the secret, for the audit
     * @param request absent if the path does not name it: the card's request
     * @param smartcard the card's identifier in this system
     * @param card the card's own identifier, which must match
     * @param reason the header X-Reason: at most 200 characters of printable ASCII; allows access while the request is
     *     not Executing; absent if it was blank or not sent
     */
    record SecretAccessRequest(
            String secretName,
            @Nullable UUID request,
            UUID smartcard,
            CardId card,
            @Nullable String reason,
            ApiCaller caller) {
        SecretAccessRequest {
            reason = reason == null || reason.isBlank() ? null : reason;
            if (reason != null) {
                if (reason.length() > MAX_REASON_LENGTH || !reason.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                    String why = "it must have at most " + MAX_REASON_LENGTH + " characters of printable ASCII";
                    throw new ApiException(ErrorCode.BAD_VALUE, "X-Reason", why);
                }
                reason = reason.strip();
            }
        }
    }

    /**
     * Authorises the request and appends it to the audit.
     * @param challenge one block of the card's cipher; absent if not sent
     * @return the subject for the processors; empty if the request or the card is unknown
     * @throws ApiException if access is denied, or the challenge has another length
     */
    Optional<RequestSubject> authorize(SecretAccessRequest access, @Nullable Challenge challenge) {
        Optional<Card> found = cards.find(access.smartcard);
        Optional<HttpRequest> request = found.flatMap(card -> requests.find(requestId(access, card)));
        if (request.isEmpty()) {
            return Optional.empty();
        }
        Card card = found.get();
        checkAccess(card, request.get(), access);
        if (challenge != null) {
            checkLength(card, challenge);
        }
        String reason = access.reason == null ? "" : " because: " + access.reason;
        audit(card, access, "asked for" + reason);
        return Optional.of(
                new RequestSubject(access.caller.name(), access.reason, card.request(), card.id(), card.cardId()));
    }

    /** Returns the request that the path names, else the card's. */
    private static UUID requestId(SecretAccessRequest access, Card card) {
        return access.request == null ? card.request() : access.request;
    }

    /** Allows access to this card while its request is Executing, and for a reason until the card is issued. */
    private void checkAccess(Card card, HttpRequest request, SecretAccessRequest access) {
        boolean isItsRequest = request.id().equals(card.request());
        if (!card.cardId().equals(access.card) || !isItsRequest) {
            audit(card, access, "refused: another card or request was named");
            String parameter = isItsRequest ? "cardid" : "reqid";
            throw new ApiException(
                    ErrorCode.OTHER_CARD, parameter, "the card is not the one of this request and identifier");
        }
        if (card.provisioningState() == ProvisioningState.ISSUED) {
            throw auditRefusal(card, access, ErrorCode.CARD_STATE, "the card is issued");
        }
        if (request.status() != RequestStatus.EXECUTING && access.reason == null) {
            String why = "the request is not Executing, and X-Reason is missing";
            throw auditRefusal(card, access, ErrorCode.REQUEST_STATE, why);
        }
    }

    private ApiException auditRefusal(Card card, SecretAccessRequest access, ErrorCode code, String why) {
        audit(card, access, "refused: " + why);
        return new ApiException(code, why);
    }

    private void audit(Card card, SecretAccessRequest access, String outcome) {
        auditLog.append(access.caller, "card " + card.cardId(), access.secretName + " " + outcome);
    }

    private void checkLength(Card card, Challenge challenge) {
        ProfileTemplate template = templates
                .find(card.template())
                .orElseThrow(() -> new IllegalStateException("the card's template is missing"))
                .template();
        int block = template.algorithm().blockLength();
        if (challenge.length() != block) {
            String why = template.algorithm().text() + " takes " + block + " bytes, it has " + challenge.length();
            throw new ApiException(ErrorCode.BAD_CHALLENGE_LENGTH, "challenge", why);
        }
    }
}
