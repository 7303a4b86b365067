package org.cardroom.db;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.InitialKey;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.cardroom.events.secret.Kcv;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.servers.Servers;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of one's own, with a GIDS template, two PIV templates and a batch. */
public final class Room implements AutoCloseable {
    public final Store store = Store.open(Servers.shared().freshDatabase(), null, null);
    public final JdbcClient jdbc = JdbcClient.create(store.dataSource());
    public final Templates.Stored gids = load("gids", CardKind.GIDS, KeyAlgorithm.TDES);
    public final Templates.Stored piv192 = load("piv-192", CardKind.PIV, KeyAlgorithm.AES_192);
    public final Templates.Stored piv256 = load("piv-256", CardKind.PIV, KeyAlgorithm.AES_256);
    public final UUID batch = Ids.next();
    private int line = 1;

    public Room() {
        new Batches(store).start(batch, "sample");
    }

    private Templates.Stored load(String name, CardKind kind, KeyAlgorithm algorithm) {
        return new Templates(store).load(template(name, kind, algorithm));
    }

    /** A template that is valid. */
    public static Template template(String name, CardKind kind, KeyAlgorithm algorithm) {
        InitialKey initial = new InitialKey("initial", new Kcv("8CA64D"), null);
        String puk = kind == CardKind.PIV ? "factory" : null;
        return new Template(name, kind, algorithm, initial, true, UserPinOption.SERVER_DISTRIBUTED, null, puk);
    }

    /** A card id that ends in this digit. */
    public static CardId card(int number) {
        return new CardId("%032X".formatted(number));
    }

    /** A request that is called so, on the next line. */
    public Requests.New request(String id, Templates.Stored template) {
        return new Requests.New(Ids.next(), id, batch, ++line, id, id, template, null, null, 0);
    }

    /** Adds a GIDS request that is called so. */
    public Requests.New add(String id) {
        return add(request(id, gids));
    }

    public Requests.New add(Requests.New request) {
        new Requests(store).add(List.of(request));
        return request;
    }

    public static Requests.New naming(Requests.New r, CardId card) {
        return new Requests.New(
                r.id(),
                r.externalId(),
                r.batch(),
                r.line(),
                r.person(),
                r.displayName(),
                r.template(),
                card,
                r.station(),
                r.priority());
    }

    public static Requests.New at(Requests.New r, String station, int priority) {
        return new Requests.New(
                r.id(),
                r.externalId(),
                r.batch(),
                r.line(),
                r.person(),
                r.displayName(),
                r.template(),
                r.namedCard(),
                station,
                priority);
    }

    @Override
    public void close() {
        store.close();
    }
}
