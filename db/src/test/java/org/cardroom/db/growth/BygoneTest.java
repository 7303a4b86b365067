package org.cardroom.db.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.db.Database;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.servers.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class BygoneTest {
    private final Database database = Database.open(Servers.shared().freshDatabase(), null, null);
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final Bygone bygone = new Bygone(database);

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
        bygone.growTo(30);
        bygone.growTo(100);
        bygone.growTo(100);
        assertThat(count("card JOIN request ON request.card = card.id AND card.request = request.id"
                        + " JOIN batch ON batch.id = request.batch WHERE card.provisioning = 'ISSUED'"))
                .isEqualTo(100);
        assertThat(count("card_history")).isEqualTo(300);
        assertThat(count("audit")).isEqualTo(300);
        assertThat(count("seen")).isEqualTo(100);
    }

    @Test
    void givesThemTheirLetters() {
        bygone.growTo(10);
        CardId any = new CardId(
                jdbc.sql("SELECT min(card_id) FROM card").query(String.class).single());
        assertThat(new PinLetterRepository(database).findByCard(any)).hasSize(1);
    }
}
