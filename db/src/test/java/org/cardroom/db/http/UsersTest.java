package org.cardroom.db.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.UUID;
import org.cardroom.db.Room;
import org.cardroom.events.message.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final PasswordHash HASH = new PasswordHash("{bcrypt}$2a$10$0123456789012345678901");

    private final Room room = new Room();
    private final Users users = new Users(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private static User user(UUID id, Role... roles) {
        return new User(id, "ada", HASH, Set.of(roles), false);
    }

    @Test
    void comesBackAsItWasAdded() {
        User ada = user(Ids.next(), Role.OFFICER, Role.OPERATOR);
        users.put(ada);
        assertThat(users.find("ada")).contains(ada);
        assertThat(users.find("Ada")).isEmpty();
    }

    @Test
    void staysWhoItIsUnderAnotherPassword() {
        User ada = user(Ids.next(), Role.OFFICER);
        users.put(ada);
        users.put(user(Ids.next(), Role.AUDITOR));
        assertThat(users.find("ada")).contains(user(ada.id(), Role.AUDITOR));
    }

    @Test
    void isDisabledUntilItIsAddedAgain() {
        users.put(user(Ids.next(), Role.OFFICER));
        assertThat(users.disable("ada")).isTrue();
        assertThat(users.find("ada").orElseThrow().disabled()).isTrue();
        users.put(user(Ids.next(), Role.OFFICER));
        assertThat(users.find("ada").orElseThrow().disabled()).isFalse();
        assertThat(users.disable("bruno")).isFalse();
    }

    @Test
    void keepsNoPasswordInClear() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordHash("secret"));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordHash("{noop}secretsecretsecretsecret"));
        assertThat(user(Ids.next(), Role.OFFICER).toString()).doesNotContain("$2a$10$");
    }
}
