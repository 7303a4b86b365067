package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.ingest.gateway.Web.Said;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private final Web web = Web.shared();
    private final ProfileTemplateRepository.StoredTemplate gids =
            new ProfileTemplateRepository(web.store).findNewest("gids-letter").orElseThrow();
    private final String path = "/profiletemplates/" + gids.id();

    @Test
    void listsTheNewestOfEach() {
        assertThat(web.get("requester", "/profiletemplates").body())
                .contains(
                        "{\"Uuid\":\"" + gids.id() + "\",\"Name\":\"gids-letter\",\"Version\":1,\"IsSmartcard\":true}")
                .contains("piv-letter", "user-pin");
    }

    @Test
    void saysWhatThePolicyIs() {
        Said said = web.get("requester", path + "/policies/enroll");
        assertThat(said.json())
                .extracting("Type", "ApprovalsNeeded", "IsEnabled")
                .containsExactly("Enroll", 1, true);
        assertThat(web.get("requester", path + "/policies/OnlineUpdate").status())
                .isEqualTo(204);
    }

    @Test
    void saysThatThereIsNoSuchPolicy() {
        Said said = web.get("requester", path + "/policies/teleport");
        assertThat(said.status()).isEqualTo(400);
        assertThat(said.json()).extracting("code", "parameter").containsExactly("bad_value", "type");
    }

    @Test
    void showsHowCardsAreSetUpAndNoKey() {
        Said said = web.get("requester", path + "/configuration/smartcards");
        assertThat(said.json())
                .extracting("DefaultAdminKeyHex", "DefaultAdminKeyKcv", "DiversifyAdminKey", "UserPinOption")
                .containsExactly("", "8CA64D", true, "ServerDistributed");
    }

    @Test
    void returnsNothingForATemplateThatIsNotThere() {
        for (String part : new String[] {"", "/policies/enroll", "/configuration/smartcards"}) {
            Said said = web.get("requester", "/profiletemplates/" + UuidGenerator.next() + part);
            assertThat(said.status()).isEqualTo(204);
            assertThat(said.body()).isEmpty();
        }
    }

    @Test
    void findsPathsInAnyCase() {
        String odd = "/certificatemanagement/API/V1.0/ProfileTemplates/"
                + gids.id().toString().toUpperCase(Locale.ROOT);
        assertThat(web.send("requester", "GET", odd, null).status()).isEqualTo(200);
    }

    @Test
    void refusesBracesRoundAGuid() {
        for (String braces : new String[] {"%7B" + gids.id() + "%7D", gids.id() + "x", "1-1-1-1-1"}) {
            Said said = web.get("requester", "/profiletemplates/" + braces);
            assertThat(said.status()).isEqualTo(400);
            assertThat(said.json()).extracting("code", "parameter").containsExactly("bad_guid", "id");
        }
    }
}
