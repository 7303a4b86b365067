package org.cardroom.domain.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.cardroom.events.codec.MessageJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTemplateTest {
    private static final String GIDS = """
            {"name": "letter", "kind": "GIDS", "algorithm": "3DES", "diversify": true,
             "initialKey": {"alias": "zero", "kcv": "8CA64D"}, "userPinOption": "ServerDistributed"}
            """;
    private static final String PIV = """
            {"name": "piv", "kind": "PIV", "algorithm": "AES-192", "diversify": true,
             "initialKey": {"alias": "factory", "kcv": "5C8153"}, "userPinOption": "Randomized",
             "pin": {"length": 8, "characters": "DIGITS"}, "initialPuk": "factory"}
            """;

    private static ProfileTemplate read(String json) {
        return MessageJson.read(json.getBytes(StandardCharsets.UTF_8), ProfileTemplate.class);
    }

    private static void assertRefused(String json, String why) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void takesSixDigitsWhereNothingIsSaid() {
        assertThat(read(GIDS).pinRules()).isEqualTo(new PinRules(6, PinRules.PinCharacters.DIGITS));
    }

    @Test
    void comesBackFromItsJson() {
        ProfileTemplate template = read(PIV);
        assertThat(MessageJson.read(MessageJson.write(template), ProfileTemplate.class))
                .isEqualTo(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "kind", "algorithm", "initialKey", "userPinOption"})
    void refusesATemplateWithout(String setting) {
        String without =
                GIDS.replaceAll("\"" + setting + "\": (\\{[^}]*}|[^,}]*),?", "").replaceAll(",\\s*}", "}");
        assertRefused(without, setting + " is missing");
    }

    @Test
    void needsAnApprovalUnlessItSaysOtherwise() {
        assertThat(read(GIDS).needsApproval()).isTrue();
        assertThat(read(GIDS.replace("\"diversify\"", "\"approvals\": 0, \"diversify\""))
                        .needsApproval())
                .isFalse();
        assertRefused(GIDS.replace("\"diversify\"", "\"approvals\": 2, \"diversify\""), "approvals can only be 0 or 1");
    }

    @Test
    void refusesAnInitialKeyWithoutAlias() {
        assertRefused(GIDS.replace("\"alias\": \"zero\", ", ""), "initialKey.alias is missing");
    }

    @Test
    void refusesPinRulesWithoutCharacters() {
        assertRefused(PIV.replace(", \"characters\": \"DIGITS\"", ""), "pin.characters is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "../x", "a\\u0000b"})
    void refusesABadName(String name) {
        assertRefused(GIDS.replace("letter", name), "name must be 1 to 63 letters");
    }

    @Test
    void refusesAesForGids() {
        assertRefused(GIDS.replace("3DES", "AES-256"), "GIDS has no algorithm but 3DES");
    }

    @Test
    void refusesAPukForGids() {
        assertRefused(GIDS.replace("\"diversify\"", "\"initialPuk\": \"x\", \"diversify\""), "GIDS has no PUK");
    }

    @Test
    void initialisesBlankGidsCardsWhereItSaysSo() {
        assertThat(read(GIDS).initialise()).isNull();
        assertThat(read(GIDS.replace("\"diversify\"", "\"initialise\": true, \"diversify\""))
                        .initialise())
                .isTrue();
        assertThat(read(GIDS.replace("\"diversify\"", "\"initialise\": false, \"diversify\"")))
                .isEqualTo(read(GIDS));
    }

    @Test
    void refusesToInitialisePiv() {
        assertRefused(PIV.replace("\"diversify\"", "\"initialise\": true, \"diversify\""), "only GIDS cards");
    }

    @Test
    void refusesPivWithoutItsPuk() {
        assertRefused(PIV.replace(", \"initialPuk\": \"factory\"", ""), "a PIV template must name its initialPuk");
    }

    @ParameterizedTest
    @CsvSource({"5, must be 6 to 8 for PIV", "9, must be 6 to 8 for PIV", "17, must be 4 to 16", "3, must be 4 to 16"})
    void refusesALengthThatPivDoesNotTake(int length, String why) {
        assertRefused(
                PIV.replace("\"length\": 8", "\"length\": " + length), "pin.length " + why + ", this is " + length);
    }

    @Test
    void refusesLettersForPiv() {
        assertRefused(PIV.replace("DIGITS", "BOTH"), "pin.characters must be DIGITS for PIV");
    }

    @Test
    void refusesAPlugInThatIsNotThere() {
        assertRefused(GIDS.replace("ServerDistributed", "CustomServerDistributed"), "needs a plug-in");
    }

    @Test
    void refusesADiversificationThatItDoesNotKnow() {
        assertRefused(GIDS.replace("\"8CA64D\"", "\"8CA64D\", \"diversification\": \"none\""), "can only be AN10922");
    }

    @Test
    void knowsWhichOptionsMakeThePinHere() {
        assertThat(UserPinOption.values())
                .filteredOn(UserPinOption::isServerGenerated)
                .containsExactly(UserPinOption.SERVER_DISTRIBUTED, UserPinOption.RANDOMIZED);
    }
}
