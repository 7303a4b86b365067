package org.cardroom.events.keystore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.files.AtomicFile;

/**
 * A PKCS #12 file (RFC 7292) of secret keys, readable by its owner only. Keys of every kind are stored as raw bytes.
 * Not thread-safe.
 */
public final class Pkcs12KeyFile {
    /** The algorithm under which raw bytes are stored: it has an OID and allows any length. */
    private static final String RAW = "HmacSHA256";

    private final Path path;
    private final KeyStore store;
    private final KeyStore.PasswordProtection passphrase;

    private Pkcs12KeyFile(Path path, KeyStore store, char[] passphrase) {
        this.path = path;
        this.store = store;
        this.passphrase = new KeyStore.PasswordProtection(passphrase);
    }

    /**
     * Creates a key file; {@link #save} writes it.
     * @throws EnvironmentException if the file exists: keys are never overwritten
     */
    public static Pkcs12KeyFile create(Path path, char[] passphrase) {
        if (Files.exists(path)) {
            throw new EnvironmentException(path + " is there already, and keys are never overwritten");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return new Pkcs12KeyFile(path, store, passphrase);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no PKCS #12", e);
        }
    }

    /**
     * Opens an existing file.
     * @throws EnvironmentException if it cannot be read, or the passphrase is wrong
     */
    public static Pkcs12KeyFile open(Path path, char[] passphrase) {
        try (InputStream in = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, passphrase);
            return new Pkcs12KeyFile(path, store, passphrase);
        } catch (IOException e) {
            boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
            throw new EnvironmentException(
                    wrong ? "wrong passphrase for " + path : "cannot read the keystore " + path, e);
        } catch (GeneralSecurityException e) {
            throw new EnvironmentException("cannot read the keystore " + path, e);
        }
    }

    /** Adds a key under a new alias; the bytes are copied. */
    public void put(String alias, byte[] key) {
        try {
            if (store.containsAlias(alias)) {
                throw new EnvironmentException(
                        path + " has a key called " + alias + " already, and keys are never overwritten");
            }
            store.setEntry(alias, new KeyStore.SecretKeyEntry(new SecretKeySpec(key, RAW)), passphrase);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no PKCS #12", e);
        }
    }

    /** Returns the key of this alias. */
    public Optional<SecretKey> find(String alias) {
        try {
            return store.getEntry(alias, passphrase) instanceof KeyStore.SecretKeyEntry entry
                    ? Optional.of(entry.getSecretKey())
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new EnvironmentException("cannot read " + alias + " in the keystore " + path, e);
        }
    }

    /**
     * Returns the key of this alias.
     * @throws EnvironmentException if there is none
     */
    public SecretKey get(String alias) {
        return find(alias)
                .orElseThrow(() -> new EnvironmentException("the keystore " + path + " has no key called " + alias));
    }

    /** All aliases, in lower case. */
    public List<String> aliases() {
        try {
            return Collections.list(store.aliases());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keystore is not loaded", e);
        }
    }

    /**
     * Writes the file atomically.
     * @throws EnvironmentException if it cannot be written
     */
    public void save() {
        try {
            AtomicFile.write(path, this::writeTo);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write the keystore " + path, e);
        }
    }

    private void writeTo(OutputStream out) throws IOException {
        try {
            store.store(out, passphrase.getPassword());
        } catch (GeneralSecurityException e) {
            throw new IOException("the keystore cannot be encoded", e);
        }
    }
}
