package org.cardroom.db;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which keys of the processors' keystore this database was used with: their names and what they check to, no more. */
public final class KeystoreFingerprintRepository {
    private final JdbcClient jdbc;

    /** Those of this database. */
    public KeystoreFingerprintRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** Notes these, but for those that are known with another mark; returns all that are known, by name. */
    public Map<String, String> recordFingerprints(Map<String, String> marks) {
        marks.forEach((name, mark) -> jdbc.sql("INSERT INTO keystore_key VALUES (?, ?) ON CONFLICT (name)"
                        + " DO UPDATE SET mark = excluded.mark WHERE keystore_key.mark IS NULL")
                .params(name, mark)
                .update());
        Map<String, String> known = new HashMap<>();
        jdbc.sql("SELECT name, mark FROM keystore_key").query(row -> {
            @Nullable String mark = row.getString(2);
            known.put(row.getString(1), mark == null ? "" : mark);
        });
        return known;
    }

    /** Notes that cards have keys of these names, whatever they check to. */
    public void recordUsed(Collection<String> names) {
        names.forEach(name -> jdbc.sql("INSERT INTO keystore_key (name) VALUES (?) ON CONFLICT DO NOTHING")
                .param(name)
                .update());
    }

    /** Whether any card has, or may have, a key or PUK of this version of the master key. */
    public boolean isMasterKeyVersionUsed(int masterVersion) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM card"
                        + " WHERE confirmed_version = :v OR proposed_version = :v OR puk_version = :v)")
                .param("v", masterVersion)
                .query(Boolean.class)
                .single();
    }
}
