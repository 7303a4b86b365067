package org.cardroom.demo.room;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpUserRepository;
import org.cardroom.domain.user.HttpUser;
import org.cardroom.domain.user.UserRole;
import org.cardroom.gateway.access.PasswordService;
import org.jspecify.annotations.Nullable;

/** A user for each role, of its name. */
final class SampleUsers {
    private static final int RANDOM = 12;

    private final HttpUserRepository users;
    private final PasswordService passwords;

    SampleUsers(Database database) {
        users = new HttpUserRepository(database);
        passwords = new PasswordService(database);
    }

    /**
     * Makes them, unless all are there.
     *
     * @param password for all of them, whether they are there or not; absent to draw one where they are not
     * @return the one that was drawn
     */
    Optional<String> createIfMissing(@Nullable String password) {
        if (password != null) {
            give(password);
            return Optional.empty();
        }
        if (Arrays.stream(UserRole.values())
                .allMatch(role -> users.find(name(role)).isPresent())) {
            return Optional.empty();
        }
        byte[] random = new byte[RANDOM];
        new SecureRandom().nextBytes(random);
        String drawn = Base64.getUrlEncoder().encodeToString(random);
        give(drawn);
        return Optional.of(drawn);
    }

    HttpUser user(UserRole role) {
        return users.find(name(role)).orElseThrow();
    }

    private void give(String password) {
        for (UserRole role : UserRole.values()) {
            passwords.saveUser(name(role), password.toCharArray(), Set.of(role));
        }
    }

    private static String name(UserRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
