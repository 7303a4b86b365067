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

/** Creates a user for each role, named after the role. */
final class SampleUsers {
    private static final int PASSWORD_BYTES = 12;

    private final HttpUserRepository users;
    private final PasswordService passwords;

    SampleUsers(Database database) {
        users = new HttpUserRepository(database);
        passwords = new PasswordService(database);
    }

    /**
     * Creates the users, unless all exist.
     * @param password for all users, existing ones included; null for a random one if users are missing
     * @return the random password
     */
    Optional<String> createIfMissing(@Nullable String password) {
        if (password != null) {
            saveAll(password);
            return Optional.empty();
        }
        if (Arrays.stream(UserRole.values())
                .allMatch(role -> users.find(name(role)).isPresent())) {
            return Optional.empty();
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String generated = Base64.getUrlEncoder().encodeToString(random);
        saveAll(generated);
        return Optional.of(generated);
    }

    HttpUser user(UserRole role) {
        return users.find(name(role)).orElseThrow();
    }

    private void saveAll(String password) {
        for (UserRole role : UserRole.values()) {
            passwords.saveUser(name(role), password.toCharArray(), Set.of(role));
        }
    }

    private static String name(UserRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
