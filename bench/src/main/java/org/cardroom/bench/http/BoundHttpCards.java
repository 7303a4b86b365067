package org.cardroom.bench.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.db.issuing.HttpCardBindingService;
import org.cardroom.domain.request.CardBindingResult;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;

/** Binds new cards and creates one authentication-response request for each. */
final class BoundHttpCards {
    private final SystemUnderTest pipeline;
    private final HttpCardBindingService binding;
    private final BatchRepository batches;

    BoundHttpCards(SystemUnderTest pipeline) {
        this.pipeline = pipeline;
        this.binding = new HttpCardBindingService(pipeline.store());
        this.batches = new BatchRepository(pipeline.store());
    }

    /** Binds this many new cards; returns the path of each card's first request for a response. */
    List<String> bindCards(int count) {
        pipeline.createRequests(count);
        List<String> paths = new ArrayList<>();
        for (OpenRequest open : batches.findOpenRequestsForAgents(count)) {
            paths.add(bind(open.request()));
        }
        return paths;
    }

    private String bind(UUID request) {
        CardId card = new CardId(Challenge.random(16).hex());
        if (binding.bind(request, card, null, UuidGenerator.next()) instanceof CardBindingResult.Bound bound) {
            return "/requests/" + request + "/smartcards/" + bound.smartcard() + "/authenticationresponse?cardid="
                    + card.hex() + "&diversified=false&challenge=" + randomChallengeParameter();
        }
        throw new EnvironmentException("a card cannot be bound");
    }

    /** Returns a random challenge as base64, URL-encoded. */
    static String randomChallengeParameter() {
        byte[] challenge = HexFormat.of().parseHex(Challenge.random(8).hex());
        return URLEncoder.encode(Base64.getEncoder().encodeToString(challenge), StandardCharsets.US_ASCII);
    }
}
