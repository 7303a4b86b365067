package org.cardroom.bench.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.db.Database;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class IssuedCardSeederTest {
    private final Database database = openDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final IssuedCardSeeder seeder = new IssuedCardSeeder(database);

    private static Database openDatabase() {
        String url = TestServers.shared().createDatabase();
        Database.migrate(url, null, null);
        return Database.open(url, null, null);
    }

    @BeforeEach
    void loadTemplate() {
        InitialKeyRef initial = new InitialKeyRef("initial", new KeyCheckValue("8CA64D"), null);
        new ProfileTemplateRepository(database)
                .saveVersion(new ProfileTemplate(
                        "gids",
                        CardKind.GIDS,
                        KeyAlgorithm.TDES,
                        initial,
                        true,
                        UserPinOption.SERVER_DISTRIBUTED,
                        null,
                        null,
                        null,
                        null));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int count(String from) {
        return jdbc.sql("SELECT count(*) FROM " + from).query(Integer.class).single();
    }

    @Test
    void addsCardsThatWereIssued() {
        seeder.growTo(30);
        seeder.growTo(100);
        seeder.growTo(100);
        assertThat(count("card JOIN request ON request.card = card.id AND card.request = request.id"
                        + " JOIN batch ON batch.id = request.batch WHERE card.provisioning_state = 'ISSUED'"))
                .isEqualTo(100);
        assertThat(count("card_history")).isEqualTo(300);
        assertThat(count("audit")).isEqualTo(300);
        assertThat(count("processed_event")).isEqualTo(100);
    }

    @Test
    void givesThemTheirLetters() {
        seeder.growTo(10);
        CardId any = new CardId(
                jdbc.sql("SELECT min(card_id) FROM card").query(String.class).single());
        assertThat(new PinLetterRepository(database).findByCard(any)).hasSize(1);
    }
}
