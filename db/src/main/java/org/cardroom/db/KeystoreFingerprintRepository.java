package org.cardroom.db;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records names and fingerprints of the processor keystore keys that this database was used with. */
public final class KeystoreFingerprintRepository {
    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public KeystoreFingerprintRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** Adds fingerprints without replacing recorded ones; returns all recorded ones by name, an empty one if unknown. */
    public Map<String, String> recordFingerprints(Map<String, String> fingerprints) {
        fingerprints.forEach((name, fingerprint) -> jdbc.sql("INSERT INTO keystore_key VALUES (?, ?) ON CONFLICT (name)"
                        + " DO UPDATE SET fingerprint = excluded.fingerprint WHERE keystore_key.fingerprint IS NULL")
                .params(name, fingerprint)
                .update());
        Map<String, String> recorded = new HashMap<>();
        jdbc.sql("SELECT name, fingerprint FROM keystore_key").query(row -> {
            @Nullable String fingerprint = row.getString(2);
            recorded.put(row.getString(1), fingerprint == null ? "" : fingerprint);
        });
        return recorded;
    }

    /** Records that cards use keys of these names, without fingerprints. */
    public void recordUsed(Collection<String> names) {
        names.forEach(name -> jdbc.sql("INSERT INTO keystore_key (name) VALUES (?) ON CONFLICT DO NOTHING")
                .param(name)
                .update());
    }

    /** Whether any card may have a key or PUK of this master key version. */
    public boolean isMasterKeyVersionUsed(int masterVersion) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM card"
                        + " WHERE confirmed_version = :v OR proposed_version = :v OR puk_version = :v)")
                .param("v", masterVersion)
                .query(Boolean.class)
                .single();
    }
}
