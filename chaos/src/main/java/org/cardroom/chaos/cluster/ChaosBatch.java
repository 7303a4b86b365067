package org.cardroom.chaos.cluster;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.demo.local.DemoDirectory;
import org.cardroom.demo.local.GeneratedManifest;
import org.cardroom.demo.local.InstallationKeys;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.kafka.KafkaClients;

/** The keys, enrolled agents and requests of a run. */
public final class ChaosBatch {
    private static final List<String> TEMPLATES =
            List.of("gids-letter", "piv-letter", "gids-letter", "piv-letter", "user-pin");

    private final ChaosDirectory folder;
    private final InstallationKeys keys;
    public final UUID id = UuidGenerator.next();

    private ChaosBatch(ChaosDirectory folder, InstallationKeys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    /** Creates the keys, under a random passphrase that is kept beside them. */
    public static ChaosBatch prepare(ChaosDirectory folder) {
        Path passphrase = folder.passphraseFile();
        return new ChaosBatch(
                folder,
                InstallationKeys.openOrCreate(folder.keys(), () -> DemoDirectory.loadOrCreatePassphrase(passphrase)));
    }

    public InstallationKeys keys() {
        return keys;
    }

    /** Imports requests for this many cards and enrols the agents. */
    public void importRequests(Database database, int cards) {
        GeneratedManifest.importInto(database, folder.room(), id, cards, TEMPLATES);
        KafkaClients unused = new KafkaClients("127.0.0.1:1", Map.of());
        for (String agent : ChaosCluster.AGENTS) {
            Path directory = folder.agents().resolve(agent);
            keys.enrol(database, directory, unused, Collections.emptyNavigableSet(), ClientType.AGENT);
        }
    }
}
