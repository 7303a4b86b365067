package org.cardroom.room.demo;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.db.http.DayBatch;
import org.cardroom.db.http.HttpRequest.Item;
import org.cardroom.db.http.HttpRequests;
import org.cardroom.db.http.User;
import org.cardroom.db.issuing.Binding;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Templates;
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.CannotRun;
import org.cardroom.ingest.template.LoadTemplates;

/**
 * What the worked example of the API's reference asks for: a request that is being worked on, with its card, under a
 * template whose initial key is 24 times 00.
 */
final class SampleData {
    static final UUID REQUEST = UUID.fromString("a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099");
    static final UUID SMARTCARD = UUID.fromString("17cf063d-e337-4aa9-a822-346554ddd3c9");
    static final CardId CARD = CardId.parse("bc88f13f-83ba-4037-8262-46eba1291c6e");
    private static final String TEMPLATE = "gids-letter";

    private SampleData() {}

    /** Loads it, unless it is there already, in whatever state it has come to. */
    static void load(Store store, DayBatch day, User requester) {
        LoadTemplates.sample(store);
        HttpRequests requests = new HttpRequests(store);
        if (requests.find(REQUEST).isEmpty()) {
            requests.add(request(store, requester), day);
        }
        Binding.Result bound = new Binding(store).bind(REQUEST, CARD, null, SMARTCARD);
        if (!(bound instanceof Binding.Result.Bound || bound instanceof Binding.Result.WrongState)) {
            throw new CannotRun("the sample's card or request is used for something else here: choose another --out");
        }
    }

    private static HttpRequests.New request(Store store, User requester) {
        return new HttpRequests.New(
                REQUEST,
                RequestStatus.APPROVED,
                "Enroll",
                "the worked example",
                List.of(new Item("Person", "Ada Example")),
                new HttpRequests.Originator(requester.id(), requester.name()),
                requester.id(),
                new Templates(store).newest(TEMPLATE).orElseThrow(),
                0);
    }
}
