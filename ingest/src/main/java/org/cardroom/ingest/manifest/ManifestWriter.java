package org.cardroom.ingest.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Templates;
import org.cardroom.events.message.Ids;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Makes requests of the good lines of a chunk and keeps the reasons of the bad ones, in the chunk's transaction. */
final class ManifestWriter implements ItemWriter<ManifestLine> {
    private static final int LONGEST_KEPT = 200;

    private final Requests requests;
    private final Batches batches;
    private final UUID batch;
    private final ManifestCheck check;

    ManifestWriter(Requests requests, Batches batches, Templates templates, UUID batch) {
        this.requests = requests;
        this.batches = batches;
        this.batch = batch;
        this.check = new ManifestCheck(templates::newest);
    }

    @Override
    public void write(Chunk<? extends ManifestLine> lines) {
        ManifestCheck.Taken taken = taken(lines);
        List<Requests.New> good = new ArrayList<>();
        List<Batches.Rejected> bad = new ArrayList<>();
        for (ManifestLine line : lines) {
            List<String> reasons = check.reasons(line, taken);
            if (reasons.isEmpty()) {
                Requests.New request = check.request(line, id(line), batch);
                taken.ids().add(request.externalId());
                ManifestCheck.card(line).ifPresent(taken.cards()::add);
                good.add(request);
            } else {
                bad.add(rejected(line, reasons));
            }
        }
        requests.add(good);
        batches.reject(batch, bad);
    }

    /** The same for the same request id, so that what was published about it finds it after it was lost and imported again. */
    private static UUID id(ManifestLine line) {
        return line.value(Column.REQUEST_ID)
                .map(id -> UUID.nameUUIDFromBytes(("cardroom request " + id).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(Ids::next);
    }

    private ManifestCheck.Taken taken(Chunk<? extends ManifestLine> lines) {
        List<ManifestLine> all = List.copyOf(lines.getItems());
        return new ManifestCheck.Taken(
                new HashSet<>(requests.taken(all.stream()
                        .flatMap(line -> line.value(Column.REQUEST_ID).stream())
                        .filter(id -> id.indexOf('\0') < 0)
                        .toList())),
                new HashSet<>(requests.namedOrInUse(all.stream()
                        .flatMap(line -> ManifestCheck.card(line).stream())
                        .toList())));
    }

    private static Batches.Rejected rejected(ManifestLine line, List<String> reasons) {
        return new Batches.Rejected(
                line.number(),
                line.value(Column.REQUEST_ID).map(ManifestWriter::kept).orElse(null),
                line.value(Column.PERSON).map(ManifestWriter::kept).orElse(null),
                String.join("; ", reasons));
    }

    private static String kept(String value) {
        return Shown.of(value, LONGEST_KEPT);
    }
}
