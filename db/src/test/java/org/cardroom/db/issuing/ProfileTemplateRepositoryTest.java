package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.db.DatabaseFixture;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProfileTemplateRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final ProfileTemplateRepository templates = new ProfileTemplateRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void findsWhatWasLoaded() {
        assertThat(templates.findNewest("gids")).contains(db.gids);
    }

    @Test
    void findsNoneOfAnotherName() {
        assertThat(templates.findNewest("GIDS")).isEmpty();
    }

    @Test
    void leavesAnUnchangedTemplateAsItIs() {
        assertThat(templates.saveVersion(db.gids.template())).isEqualTo(db.gids);
    }

    @Test
    void makesAChangedTemplateTheNextVersion() {
        ProfileTemplateRepository.StoredTemplate changed =
                templates.saveVersion(DatabaseFixture.template("gids", CardKind.PIV, KeyAlgorithm.AES_128));
        assertThat(changed.version()).isEqualTo(2);
        assertThat(templates.findNewest("gids")).contains(changed);
    }

    @Test
    void keepsOldVersions() {
        ProfileTemplateRepository.StoredTemplate changed =
                templates.saveVersion(DatabaseFixture.template("gids", CardKind.PIV, KeyAlgorithm.AES_128));
        assertThat(templates.findAll())
                .containsEntry(db.gids.id(), db.gids.template())
                .containsEntry(changed.id(), changed.template())
                .hasSize(4);
    }

    @Test
    void listsTheNewestVersionOfEach() {
        ProfileTemplateRepository.StoredTemplate changed =
                templates.saveVersion(DatabaseFixture.template("gids", CardKind.PIV, KeyAlgorithm.AES_128));
        assertThat(templates.findNewest()).containsExactly(changed, db.piv192, db.piv256);
        assertThat(templates.find(db.gids.id())).contains(db.gids);
        assertThat(templates.find(db.batch)).isEmpty();
    }
}
