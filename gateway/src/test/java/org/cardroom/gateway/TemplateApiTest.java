package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.junit.jupiter.api.Test;

class TemplateApiTest {
    private final GatewayFixture fixture = GatewayFixture.shared();
    private final ProfileTemplateRepository.StoredTemplate gids = new ProfileTemplateRepository(fixture.store)
            .findNewest("gids-letter")
            .orElseThrow();
    private final String path = "/profiletemplates/" + gids.id();

    @Test
    void listsTheNewestOfEach() {
        assertThat(fixture.get("requester", "/profiletemplates").body())
                .contains(
                        "{\"Uuid\":\"" + gids.id() + "\",\"Name\":\"gids-letter\",\"Version\":1,\"IsSmartcard\":true}")
                .contains("piv-letter", "user-pin");
    }

    @Test
    void returnsThePolicy() {
        HttpReply reply = fixture.get("requester", path + "/policies/enroll");
        assertThat(reply.json())
                .extracting("Type", "ApprovalsNeeded", "IsEnabled")
                .containsExactly("Enroll", 1, true);
        assertThat(fixture.get("requester", path + "/policies/OnlineUpdate").status())
                .isEqualTo(204);
    }

    @Test
    void refusesAnUnknownPolicyType() {
        HttpReply reply = fixture.get("requester", path + "/policies/teleport");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()).extracting("code", "parameter").containsExactly("bad_value", "type");
    }

    @Test
    void showsTheConfigurationWithoutTheKey() {
        HttpReply reply = fixture.get("requester", path + "/configuration/smartcards");
        assertThat(reply.json())
                .extracting("DefaultAdminKeyHex", "DefaultAdminKeyKcv", "DiversifyAdminKey", "UserPinOption")
                .containsExactly("", "8CA64D", true, "ServerDistributed");
    }

    @Test
    void returnsNothingForAnUnknownTemplate() {
        for (String part : new String[] {"", "/policies/enroll", "/configuration/smartcards"}) {
            HttpReply reply = fixture.get("requester", "/profiletemplates/" + UuidGenerator.next() + part);
            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.body()).isEmpty();
        }
    }

    @Test
    void findsPathsInAnyCase() {
        String odd = "/certificatemanagement/API/V1.0/ProfileTemplates/"
                + gids.id().toString().toUpperCase(Locale.ROOT);
        assertThat(fixture.send("requester", "GET", odd, null).status()).isEqualTo(200);
    }

    @Test
    void refusesBracesAroundAGuid() {
        for (String braces : new String[] {"%7B" + gids.id() + "%7D", gids.id() + "x", "1-1-1-1-1"}) {
            HttpReply reply = fixture.get("requester", "/profiletemplates/" + braces);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json()).extracting("code", "parameter").containsExactly("bad_guid", "id");
        }
    }
}
