package org.cardroom.demo.room;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.DailyHttpBatch;
import org.cardroom.db.http.HttpRequest.DataItem;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.db.issuing.HttpCardBindingService;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.request.CardBindingResult;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.user.HttpUser;
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.EnvironmentException;

/** Data of the API reference's worked example: a request with its card; the initial key is 24 zero bytes. */
final class SampleData {
    static final UUID REQUEST = UUID.fromString("a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099");
    static final UUID SMARTCARD = UUID.fromString("17cf063d-e337-4aa9-a822-346554ddd3c9");
    static final CardId CARD = CardId.parse("bc88f13f-83ba-4037-8262-46eba1291c6e");
    private static final String TEMPLATE = "gids-letter";

    private SampleData() {}

    /** Creates what does not exist yet; the sample templates are loaded. */
    static void load(Database database, DailyHttpBatch day, HttpUser requester) {
        HttpRequestRepository requests = new HttpRequestRepository(database);
        if (requests.find(REQUEST).isEmpty()) {
            requests.add(request(database, requester), day);
        }
        CardBindingResult bound = new HttpCardBindingService(database).bind(REQUEST, CARD, null, SMARTCARD);
        if (!(bound instanceof CardBindingResult.Bound || bound instanceof CardBindingResult.WrongState)) {
            throw new EnvironmentException(
                    "the sample's card or request is used for something else here: choose another --out");
        }
    }

    private static HttpRequestRepository.NewHttpRequest request(Database database, HttpUser requester) {
        return new HttpRequestRepository.NewHttpRequest(
                REQUEST,
                RequestStatus.APPROVED,
                "Enroll",
                "the worked example",
                List.of(new DataItem("Person", "Ada Example")),
                new HttpRequestRepository.Originator(requester.id(), requester.name()),
                requester.id(),
                new ProfileTemplateRepository(database).findNewest(TEMPLATE).orElseThrow(),
                0);
    }
}
