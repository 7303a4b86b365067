package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.db.Room;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private final Room room = new Room();
    private final Templates templates = new Templates(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void findsWhatWasLoaded() {
        assertThat(templates.newest("gids")).contains(room.gids);
    }

    @Test
    void findsNoneOfAnotherName() {
        assertThat(templates.newest("GIDS")).isEmpty();
    }

    @Test
    void leavesAnUnchangedTemplateAsItIs() {
        assertThat(templates.load(room.gids.template())).isEqualTo(room.gids);
    }

    @Test
    void makesAChangedTemplateTheNextVersion() {
        Templates.Stored changed = templates.load(Room.template("gids", CardKind.PIV, KeyAlgorithm.AES_128));
        assertThat(changed.version()).isEqualTo(2);
        assertThat(templates.newest("gids")).contains(changed);
    }

    @Test
    void keepsOldVersions() {
        Templates.Stored changed = templates.load(Room.template("gids", CardKind.PIV, KeyAlgorithm.AES_128));
        assertThat(templates.all())
                .containsEntry(room.gids.id(), room.gids.template())
                .containsEntry(changed.id(), changed.template())
                .hasSize(4);
    }

    @Test
    void listsTheNewestVersionOfEach() {
        Templates.Stored changed = templates.load(Room.template("gids", CardKind.PIV, KeyAlgorithm.AES_128));
        assertThat(templates.newest()).containsExactly(changed, room.piv192, room.piv256);
        assertThat(templates.find(room.gids.id())).contains(room.gids);
        assertThat(templates.find(room.batch)).isEmpty();
    }
}
