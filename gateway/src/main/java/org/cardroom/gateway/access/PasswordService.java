package org.cardroom.gateway.access;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpUserRepository;
import org.cardroom.domain.user.HttpUser;
import org.cardroom.domain.user.PasswordHash;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Stores and checks users' passwords, hashed with bcrypt: a check takes about 75 ms, which slows guessing down. */
public final class PasswordService {
    private static final int MIN_LENGTH = 8;
    /** bcrypt ignores what follows. */
    private static final int MAX_BYTES = 72;

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final PasswordHash dummyHash = hash("no user has this");
    private final HttpUserRepository users;

    /** Creates a service for the users of this database. */
    public PasswordService(Database database) {
        users = new HttpUserRepository(database);
    }

    /**
     * Adds a user, or replaces the password and roles of the user of this name and enables it.
     * @param password 8 characters to 72 bytes; the caller clears it
     * @throws EnvironmentException if the name or the password is invalid
     */
    public void saveUser(String name, char[] password, Set<UserRole> roles) {
        int bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password)).limit();
        if (password.length < MIN_LENGTH || bytes > MAX_BYTES) {
            throw new EnvironmentException(
                    "a password must have " + MIN_LENGTH + " characters or more, and at most " + MAX_BYTES + " bytes");
        }
        try {
            PasswordHash hash = hash(CharBuffer.wrap(password));
            users.save(new HttpUser(UuidGenerator.next(), name, hash, roles, false));
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException("this user cannot be added: " + e.getMessage(), e);
        }
    }

    private PasswordHash hash(CharSequence password) {
        return new PasswordHash(Objects.requireNonNull(encoder.encode(password)));
    }

    /** Returns the enabled user of this name and password. An unknown name takes as long as a wrong password. */
    Optional<HttpUser> authenticate(String name, String password) {
        HttpUser user = users.find(name).filter(found -> !found.disabled()).orElse(null);
        PasswordHash hash = user == null ? dummyHash : user.hash();
        boolean same =
                password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES && encoder.matches(password, hash.text());
        return user != null && same ? Optional.of(user) : Optional.empty();
    }
}
