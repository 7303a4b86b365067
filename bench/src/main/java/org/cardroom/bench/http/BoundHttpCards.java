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

/** Cards that are bound over HTTP, for one answer each. */
final class BoundHttpCards {
    private final SystemUnderTest pipeline;
    private final HttpCardBindingService binding;
    private final BatchRepository batches;

    BoundHttpCards(SystemUnderTest pipeline) {
        this.pipeline = pipeline;
        this.binding = new HttpCardBindingService(pipeline.store());
        this.batches = new BatchRepository(pipeline.store());
    }

    /** The paths that ask for the first answer of so many new cards. */
    List<String> bindCards(int count) {
        pipeline.createRequests(count);
        List<String> paths = new ArrayList<>();
        for (OpenRequest open : batches.findOpenRequestsForAgents(count)) {
            paths.add(answer(open.request()));
        }
        return paths;
    }

    private String answer(UUID request) {
        CardId card = new CardId(Challenge.random(16).hex());
        if (binding.bind(request, card, null, UuidGenerator.next()) instanceof CardBindingResult.Bound bound) {
            return "/requests/" + request + "/smartcards/" + bound.smartcard() + "/authenticationresponse?cardid="
                    + card.hex() + "&diversified=false&challenge=" + randomChallengeParameter();
        }
        throw new EnvironmentException("a card cannot be bound");
    }

    /** In base64, as a query has it. */
    static String randomChallengeParameter() {
        byte[] challenge = HexFormat.of().parseHex(Challenge.random(8).hex());
        return URLEncoder.encode(Base64.getEncoder().encodeToString(challenge), StandardCharsets.US_ASCII);
    }
}
