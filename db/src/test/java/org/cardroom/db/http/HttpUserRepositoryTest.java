package org.cardroom.db.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.UUID;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.domain.user.HttpUser;
import org.cardroom.domain.user.PasswordHash;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.codec.UuidGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpUserRepositoryTest {
    private static final PasswordHash HASH = new PasswordHash("{bcrypt}$2a$10$0123456789012345678901");

    private final DatabaseFixture db = new DatabaseFixture();
    private final HttpUserRepository users = new HttpUserRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private static HttpUser user(UUID id, UserRole... roles) {
        return new HttpUser(id, "ada", HASH, Set.of(roles), false);
    }

    @Test
    void comesBackAsItWasAdded() {
        HttpUser ada = user(UuidGenerator.next(), UserRole.OFFICER, UserRole.OPERATOR);
        users.save(ada);
        assertThat(users.find("ada")).contains(ada);
        assertThat(users.find("Ada")).isEmpty();
    }

    @Test
    void staysWhoItIsUnderAnotherPassword() {
        HttpUser ada = user(UuidGenerator.next(), UserRole.OFFICER);
        users.save(ada);
        users.save(user(UuidGenerator.next(), UserRole.AUDITOR));
        assertThat(users.find("ada")).contains(user(ada.id(), UserRole.AUDITOR));
    }

    @Test
    void isDisabledUntilItIsAddedAgain() {
        users.save(user(UuidGenerator.next(), UserRole.OFFICER));
        assertThat(users.disable("ada")).isTrue();
        assertThat(users.find("ada").orElseThrow().disabled()).isTrue();
        users.save(user(UuidGenerator.next(), UserRole.OFFICER));
        assertThat(users.find("ada").orElseThrow().disabled()).isFalse();
        assertThat(users.disable("bruno")).isFalse();
    }

    @Test
    void keepsNoPasswordInClear() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordHash("secret"));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordHash("{noop}secretsecretsecretsecret"));
        assertThat(user(UuidGenerator.next(), UserRole.OFFICER).toString()).doesNotContain("$2a$10$");
    }
}
