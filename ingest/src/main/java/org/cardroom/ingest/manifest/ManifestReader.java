package org.cardroom.ingest.manifest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

/** Reads a manifest line by line; after a restart it goes on behind the last line that was committed. */
final class ManifestReader extends AbstractItemCountingItemStreamItemReader<ManifestLine> {
    private final ManifestFile manifest;
    private @Nullable Records records;

    ManifestReader(ManifestFile manifest) {
        this.manifest = manifest;
        setName("manifest");
    }

    @Override
    protected void doOpen() throws IOException {
        records = Records.open(manifest.path());
        records.next();
    }

    /** The next line that is not blank. */
    @Override
    protected @Nullable ManifestLine doRead() throws IOException {
        if (records == null) {
            throw new IllegalStateException("the manifest is not open");
        }
        Records.Raw raw = records.next();
        while (raw != null && raw.bytes().isBlank()) {
            raw = records.next();
        }
        return raw == null ? null : manifest.columns().read(raw);
    }

    @Override
    protected void doClose() throws IOException {
        if (records != null) {
            records.close();
        }
    }
}
