package org.cardroom.ingest.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Stores the requests of a chunk's valid lines and the reasons of the rejected ones, in the chunk's transaction. */
final class ManifestItemWriter implements ItemWriter<ManifestLine> {
    private static final int MAX_STORED_LENGTH = 200;

    private final IssuanceRequestRepository requests;
    private final BatchRepository batches;
    private final UUID batch;
    private final ManifestLineValidator validator;

    ManifestItemWriter(Database database, UUID batch) {
        requests = new IssuanceRequestRepository(database);
        batches = new BatchRepository(database);
        this.batch = batch;
        validator = new ManifestLineValidator(new ProfileTemplateRepository(database)::findNewest);
    }

    @Override
    public void write(Chunk<? extends ManifestLine> lines) {
        ManifestLineValidator.TakenIdentifiers taken = findTaken(lines);
        List<IssuanceRequestRepository.NewRequest> good = new ArrayList<>();
        List<BatchRepository.RejectedLine> bad = new ArrayList<>();
        for (ManifestLine line : lines) {
            List<String> reasons = validator.validate(line, taken);
            if (reasons.isEmpty()) {
                IssuanceRequestRepository.NewRequest request = validator.toRequest(line, requestUuid(line), batch);
                taken.ids().add(request.externalId());
                ManifestLineValidator.cardId(line).ifPresent(taken.cards()::add);
                good.add(request);
            } else {
                bad.add(rejected(line, reasons));
            }
        }
        requests.add(good);
        batches.saveRejectedLines(batch, bad);
    }

    /** Derives the UUID from the request id, so that published outcomes match the request after a restore and re-import. */
    private static UUID requestUuid(ManifestLine line) {
        return line.value(ManifestColumn.REQUEST_ID)
                .map(id -> UUID.nameUUIDFromBytes(("cardroom request " + id).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(UuidGenerator::next);
    }

    private ManifestLineValidator.TakenIdentifiers findTaken(Chunk<? extends ManifestLine> lines) {
        List<ManifestLine> all = List.copyOf(lines.getItems());
        return new ManifestLineValidator.TakenIdentifiers(
                new HashSet<>(requests.findExistingExternalIds(all.stream()
                        .flatMap(line -> line.value(ManifestColumn.REQUEST_ID).stream())
                        .filter(id -> id.indexOf('\0') < 0)
                        .toList())),
                new HashSet<>(requests.findNamedOrInUse(all.stream()
                        .flatMap(line -> ManifestLineValidator.cardId(line).stream())
                        .toList())));
    }

    private static BatchRepository.RejectedLine rejected(ManifestLine line, List<String> reasons) {
        String requestId = truncated(line, ManifestColumn.REQUEST_ID);
        String person = truncated(line, ManifestColumn.PERSON);
        return new BatchRepository.RejectedLine(line.number(), requestId, person, String.join("; ", reasons));
    }

    private static @Nullable String truncated(ManifestLine line, ManifestColumn column) {
        String value = line.values().get(column);
        return value == null ? null : SafeText.sanitize(value, MAX_STORED_LENGTH);
    }
}
