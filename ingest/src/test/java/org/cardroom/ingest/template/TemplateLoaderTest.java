package org.cardroom.ingest.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.ingest.manifest.ManifestImportFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateLoaderTest {
    private static final String GOOD = """
            {"name": "%s", "kind": "GIDS", "algorithm": "3DES", "diversify": true,
             "initialKey": {"alias": "zero-3des", "kcv": "8CA64D"}, "userPinOption": "None"}
            """;

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(ManifestImportFixture.createDatabase(), null, null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<ProfileTemplateRepository.StoredTemplate> load(String json) throws IOException {
        return TemplateLoader.loadFile(database, Files.writeString(folder.resolve("templates.json"), json));
    }

    private void assertRefused(String json, String... why) {
        assertThatThrownBy(() -> load(json))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContainingAll(why);
        assertThat(new ProfileTemplateRepository(database).findAll()).isEmpty();
    }

    @Test
    void loadsTheSample() {
        assertThat(TemplateLoader.loadSamples(database))
                .extracting(stored -> stored.template().name())
                .containsExactly("gids-letter", "piv-letter", "user-pin");
    }

    @Test
    void namesTheFactoryKeyOfAPivCardByItsCheckValue() {
        byte[] factory = "\1\2\3\4\5\6\7\10".repeat(3).getBytes(StandardCharsets.US_ASCII);
        ProfileTemplate piv = TemplateLoader.loadSamples(database).get(1).template();
        try (AdminKey key = AdminKey.of(KeyAlgorithm.AES_192, factory)) {
            assertThat(piv.initialKey().kcv()).isEqualTo(key.kcv());
        }
    }

    @Test
    void keepsTheVersionOfAnUnchangedTemplate() throws IOException {
        List<ProfileTemplateRepository.StoredTemplate> first = load("[" + GOOD.formatted("a") + "]");
        assertThat(load("[" + GOOD.formatted("a") + "]")).isEqualTo(first);
    }

    @Test
    void storesAChangedTemplateAsTheNextVersion() throws IOException {
        load("[" + GOOD.formatted("a") + "]");
        String changed = GOOD.formatted("a").replace("None", "Randomized");
        assertThat(load("[" + changed + "]"))
                .extracting(ProfileTemplateRepository.StoredTemplate::version)
                .containsExactly(2);
    }

    @Test
    void loadsNoTemplateIfOneIsInvalid() {
        String aes = GOOD.formatted("b").replace("3DES", "AES-128");
        assertRefused("[" + GOOD.formatted("a") + "," + aes + "]", "template 'b': GIDS has no algorithm but 3DES");
    }

    @Test
    void reportsEveryInvalidTemplate() {
        String none = GOOD.formatted("b").replace("None", "Never");
        assertRefused("[{}," + none + "]", "template '(without a name)': ", "template 'b': ");
    }

    @Test
    void refusesAnUnknownSetting() {
        assertRefused("[" + GOOD.formatted("a").replace("diversify", "diversity") + "]", "template 'a': ");
    }

    @Test
    void refusesADoubledName() {
        assertRefused(
                "[" + GOOD.formatted("a") + "," + GOOD.formatted("a") + "]",
                "template 'a': the file has two templates of this name");
    }

    @Test
    void refusesAFileThatIsNoArray() {
        assertRefused("{}", "is not a JSON array of templates");
    }

    @Test
    void reportsAnUnreadableFile() {
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> TemplateLoader.loadFile(database, missing))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("cannot read the templates in " + missing);
    }
}
