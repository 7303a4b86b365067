package org.cardroom.db;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.testkit.servers.TestServers;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of one's own, with a GIDS template, two PIV templates and a batch. */
public final class DatabaseFixture implements AutoCloseable {
    public final Database database = Database.open(createDatabase(), null, null);
    public final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    public final ProfileTemplateRepository.StoredTemplate gids = load("gids", CardKind.GIDS, KeyAlgorithm.TDES);
    public final ProfileTemplateRepository.StoredTemplate piv192 = load("piv-192", CardKind.PIV, KeyAlgorithm.AES_192);
    public final ProfileTemplateRepository.StoredTemplate piv256 = load("piv-256", CardKind.PIV, KeyAlgorithm.AES_256);
    public final UUID batch = UuidGenerator.next();
    private int line = 1;

    /** Returns the JDBC URL of a new migrated database of an installation of its own. */
    public static String createDatabase() {
        return TestServers.shared()
                .createMigratedDatabase(
                        url -> Database.migrate(url, null, null), "UPDATE installation SET id = gen_random_uuid()");
    }

    public DatabaseFixture() {
        new BatchRepository(database).create(batch, "sample");
    }

    private ProfileTemplateRepository.StoredTemplate load(String name, CardKind kind, KeyAlgorithm algorithm) {
        return new ProfileTemplateRepository(database).saveVersion(template(name, kind, algorithm));
    }

    /** A template that is valid. */
    public static ProfileTemplate template(String name, CardKind kind, KeyAlgorithm algorithm) {
        InitialKeyRef initial = new InitialKeyRef("initial", new KeyCheckValue("8CA64D"), null);
        String puk = kind == CardKind.PIV ? "factory" : null;
        return new ProfileTemplate(
                name, kind, algorithm, initial, true, UserPinOption.SERVER_DISTRIBUTED, null, puk, null, null);
    }

    /** A card id that ends in this digit. */
    public static CardId cardId(int number) {
        return new CardId("%032X".formatted(number));
    }

    /** A request that is called so, on the next line. */
    public IssuanceRequestRepository.NewRequest newRequest(
            String id, ProfileTemplateRepository.StoredTemplate template) {
        return new IssuanceRequestRepository.NewRequest(
                UuidGenerator.next(), id, batch, ++line, id, id, template, null, null, 0);
    }

    /** Adds a GIDS request that is called so. */
    public IssuanceRequestRepository.NewRequest addRequest(String id) {
        return addRequest(newRequest(id, gids));
    }

    public IssuanceRequestRepository.NewRequest addRequest(IssuanceRequestRepository.NewRequest request) {
        new IssuanceRequestRepository(database).add(List.of(request));
        return request;
    }

    /** Executes one query in a round trip of its own. */
    public <T> T single(Function<StatementBatch, Supplier<T>> query) {
        return StatementBatch.single(database, query);
    }

    /** Executes updates in a round trip of their own. */
    public void update(Consumer<StatementBatch> updates) {
        StatementBatch.singleUpdate(database, updates);
    }

    public static IssuanceRequestRepository.NewRequest withNamedCard(
            IssuanceRequestRepository.NewRequest r, CardId card) {
        return new IssuanceRequestRepository.NewRequest(
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

    public static IssuanceRequestRepository.NewRequest withStation(
            IssuanceRequestRepository.NewRequest r, String station, int priority) {
        return new IssuanceRequestRepository.NewRequest(
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
        database.close();
    }
}
