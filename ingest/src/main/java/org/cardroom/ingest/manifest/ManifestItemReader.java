package org.cardroom.ingest.manifest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

/** Reads a manifest line by line; after a restart, continues after the last committed line. */
final class ManifestItemReader extends AbstractItemCountingItemStreamItemReader<ManifestLine> {
    private final ManifestFile manifest;
    private @Nullable CsvRecordReader records;

    ManifestItemReader(ManifestFile manifest) {
        this.manifest = manifest;
        setName("manifest");
    }

    @Override
    protected void doOpen() throws IOException {
        records = CsvRecordReader.open(manifest.path());
        records.next();
    }

    /** Reads the next line that is not blank. */
    @Override
    protected @Nullable ManifestLine doRead() throws IOException {
        if (records == null) {
            throw new IllegalStateException("the manifest is not open");
        }
        CsvRecordReader.RawRecord raw = records.next();
        while (raw != null && raw.bytes().isBlank()) {
            raw = records.next();
        }
        return raw == null ? null : manifest.header().parseLine(raw);
    }

    @Override
    protected void doClose() throws IOException {
        if (records != null) {
            records.close();
        }
    }
}
