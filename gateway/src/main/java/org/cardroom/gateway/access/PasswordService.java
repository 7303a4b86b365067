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

/** The users' passwords, hashed by a slow function: a check costs about 75 ms, and so a guess does. */
public final class PasswordService {
    private static final int MIN_LENGTH = 8;
    /** What bcrypt takes into account. */
    private static final int MAX_BYTES = 72;

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final PasswordHash dummyHash = hash("nobody's password");
    private final HttpUserRepository users;

    /** Those of the users in this database. */
    public PasswordService(Database database) {
        users = new HttpUserRepository(database);
    }

    /**
     * Adds a user, or gives the one of this name another password and other roles.
     *
     * @param password for the caller to clear
     * @throws EnvironmentException if the name or the password cannot be used
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

    /** The user of this name, if the password is its own. It takes as long for a name that is nobody's. */
    Optional<HttpUser> authenticate(String name, String password) {
        HttpUser user = users.find(name).filter(found -> !found.disabled()).orElse(null);
        PasswordHash hash = user == null ? dummyHash : user.hash();
        boolean same =
                password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES && encoder.matches(password, hash.text());
        return user != null && same ? Optional.of(user) : Optional.empty();
    }
}
