package org.cardroom.ingest.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestLineValidatorTest {
    private static final String HEADER = "requestId,person,displayName,template,cardId,station,priority";
    private static final CardId CARD = new CardId("00112233445566778899AABBCCDDEEFF");
    private static final ProfileTemplateRepository.StoredTemplate LETTER = new ProfileTemplateRepository.StoredTemplate(
            UUID.randomUUID(),
            1,
            new ProfileTemplate(
                    "letter",
                    CardKind.GIDS,
                    KeyAlgorithm.TDES,
                    new InitialKeyRef("zero", new KeyCheckValue("8CA64D"), null),
                    true,
                    UserPinOption.SERVER_DISTRIBUTED,
                    null,
                    null,
                    null,
                    null));

    private final ManifestLineValidator validator =
            new ManifestLineValidator(name -> name.equals("letter") ? Optional.of(LETTER) : Optional.empty());
    private final ManifestLineValidator.TakenIdentifiers taken =
            new ManifestLineValidator.TakenIdentifiers(new HashSet<>(), new HashSet<>());

    private static ManifestLine line(String text) {
        return ManifestHeader.parse(HEADER).parseLine(new CsvRecordReader.RawRecord(2, Utf8Decoder.encode(text)));
    }

    private List<String> reasons(String text) {
        return validator.validate(line(text), taken);
    }

    private IssuanceRequestRepository.NewRequest request(String text) {
        ManifestLine line = line(text);
        assertThat(validator.validate(line, taken)).isEmpty();
        return validator.toRequest(line, UUID.randomUUID(), UUID.randomUUID());
    }

    @Test
    void readsEveryColumn() {
        IssuanceRequestRepository.NewRequest request = request("r-1,ada,Ada Quill,letter," + CARD + ",desk 1,9");
        assertThat(request.externalId()).isEqualTo("r-1");
        assertThat(request.person()).isEqualTo("ada");
        assertThat(request.displayName()).isEqualTo("Ada Quill");
        assertThat(request.template()).isEqualTo(LETTER);
        assertThat(request.namedCard()).isEqualTo(CARD);
        assertThat(request.station()).isEqualTo("desk 1");
        assertThat(request.priority()).isEqualTo(9);
        assertThat(request.line()).isEqualTo(2);
    }

    @Test
    void requiresPersonAndTemplateOnly() {
        IssuanceRequestRepository.NewRequest request = request(",ada,,letter,,,");
        assertThat(request.externalId()).isEqualTo(request.id().toString());
        assertThat(request.displayName()).isEqualTo("ada");
        assertThat(request.namedCard()).isNull();
        assertThat(request.station()).isNull();
        assertThat(request.priority()).isZero();
    }

    @Test
    void trimsSpaces() {
        assertThat(request(" r-1 , ada ,,\tletter ,,,").externalId()).isEqualTo("r-1");
    }

    @Test
    void readsQuotedFields() {
        IssuanceRequestRepository.NewRequest request = request("r-1,ada,\"Quill, \"\"Ada\"\"\",letter,,,");
        assertThat(request.displayName()).isEqualTo("Quill, \"Ada\"");
    }

    @Test
    void readsALineBreakInAFieldAsASpace() {
        assertThat(request("r-1,ada,\"Ada\nQuill\",letter,,,").displayName()).isEqualTo("Ada Quill");
    }

    @Test
    void readsACardIdInGuidForm() {
        IssuanceRequestRepository.NewRequest request =
                request("r-1,ada,,letter,33221100-5544-7766-8899-aabbccddeeff,,");
        assertThat(request.namedCard()).isEqualTo(CARD);
    }

    @Test
    void reportsAllReasonsAtOnce() {
        assertThat(reasons("r-1,,,lettre,xyz,,10"))
                .containsExactly(
                        "person is missing",
                        "template 'lettre' is not known",
                        "priority must be 0 to 9, this is '10'",
                        "cardId must be 32 hex digits, or a GUID without braces");
    }

    @Test
    void rejectsAMissingTemplate() {
        assertThat(reasons("r-1,ada,,,,,")).containsExactly("template is missing");
    }

    @ParameterizedTest
    @CsvSource({"requestId,100,0", "person,200,1", "displayName,200,2", "station,100,5"})
    void limitsEachColumn(String column, int longest, int position) {
        String[] fields = {"r-1", "ada", "Ada", "letter", "", "", ""};
        fields[position] = "x".repeat(longest);
        assertThat(reasons(String.join(",", fields))).isEmpty();
        fields[position] = "x".repeat(longest + 1);
        assertThat(reasons(String.join(",", fields)))
                .containsExactly(column + " has at most " + longest + " characters, this has " + (longest + 1));
    }

    @Test
    void countsCharactersAndNotUtf16Units() {
        assertThat(reasons("r-1," + "😀".repeat(200) + ",,letter,,,")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\tb", "a\u001Bb", "a\rb", "a\u0085b", "a\u2028b"})
    void rejectsControlCharacters(String person) {
        assertThat(reasons("r-1," + person + ",,letter,,,")).containsExactly("person has control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10", "1.0", "high", "٣"})
    void rejectsAPriorityThatIsNotADigit(String priority) {
        assertThat(reasons("r-1,ada,,letter,,," + priority))
                .containsExactly("priority must be 0 to 9, this is '" + priority + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{33221100-5544-7766-8899-aabbccddeeff}", "0011", "00112233445566778899AABBCCDDEEF"})
    void rejectsABadCardId(String card) {
        assertThat(reasons("r-1,ada,,letter," + card + ",,"))
                .containsExactly("cardId must be 32 hex digits, or a GUID without braces");
    }

    @Test
    void rejectsTakenIdentifiers() {
        taken.ids().add("r-1");
        taken.cards().addAll(Set.of(CARD));
        assertThat(reasons("r-1,ada,,letter," + CARD + ",,"))
                .containsExactly(
                        "requestId 'r-1' is used already",
                        "card " + CARD + " is in use, or another open request names it");
    }

    @Test
    void rejectsAWrongNumberOfColumns() {
        assertThat(reasons("r-1,ada,letter")).containsExactly("the line has 3 columns, the header 7");
    }

    @Test
    void sanitizesValuesInReasons() {
        assertThat(reasons("r-1,ada,,\"" + "x\u001B".repeat(40) + "\",,,"))
                .contains("template '" + "x?".repeat(30) + "…' is not known");
    }

    @Test
    void showsNoPersonalDataOfALine() {
        assertThat(line("r-1,ada,Ada Quill,letter,,,")).hasToString("line 2");
    }
}
