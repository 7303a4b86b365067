package org.cardroom.db.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.db.Store;
import org.cardroom.db.issuing.InitialKey;
import org.cardroom.db.issuing.Letters;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.Kcv;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.servers.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class BygoneTest {
    private final Store store = Store.open(Servers.shared().freshDatabase(), null, null);
    private final JdbcClient jdbc = JdbcClient.create(store.dataSource());
    private final Bygone bygone = new Bygone(store);

    @BeforeEach
    void loadTemplate() {
        InitialKey initial = new InitialKey("initial", new Kcv("8CA64D"), null);
        new Templates(store)
                .load(new Template(
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
        store.close();
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
        assertThat(new Letters(store).of(any)).hasSize(1);
    }
}
