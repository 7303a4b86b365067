package org.cardroom.room.demo;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cardroom.db.Store;
import org.cardroom.db.http.Role;
import org.cardroom.db.http.User;
import org.cardroom.db.http.Users;
import org.cardroom.ingest.gateway.access.Passwords;
import org.jspecify.annotations.Nullable;

/** A user for each role, of its name. */
final class SampleUsers {
    private static final int RANDOM = 12;

    private final Users users;
    private final Passwords passwords;

    SampleUsers(Store store) {
        users = new Users(store);
        passwords = new Passwords(store);
    }

    /**
     * Makes them, unless all are there.
     *
     * @param password for all of them, whether they are there or not; absent to draw one where they are not
     * @return the one that was drawn
     */
    Optional<String> make(@Nullable String password) {
        if (password != null) {
            give(password);
            return Optional.empty();
        }
        if (Arrays.stream(Role.values()).allMatch(role -> users.find(name(role)).isPresent())) {
            return Optional.empty();
        }
        byte[] random = new byte[RANDOM];
        new SecureRandom().nextBytes(random);
        String drawn = Base64.getUrlEncoder().encodeToString(random);
        give(drawn);
        return Optional.of(drawn);
    }

    User user(Role role) {
        return users.find(name(role)).orElseThrow();
    }

    private void give(String password) {
        for (Role role : Role.values()) {
            passwords.add(name(role), password.toCharArray(), Set.of(role));
        }
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
