package org.cardroom.ingest.manifest;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

/** Reads a manifest line by line; after a restart, continues after the last committed line. */
final class ManifestItemReader extends AbstractItemCountingItemStreamItemReader<ManifestLine> {
    private final ManifestFile manifest;
    private @Nullable CsvRecordReader recordReader;

    ManifestItemReader(ManifestFile manifest) {
        this.manifest = manifest;
        setName("manifest");
    }

    @Override
    protected void doOpen() throws IOException {
        recordReader = CsvRecordReader.open(manifest.path());
        recordReader.next();
    }

    /** Reads the next line that is not blank. */
    @Override
    protected @Nullable ManifestLine doRead() throws IOException {
        CsvRecordReader.RawRecord raw;
        do {
            raw = Objects.requireNonNull(recordReader, "the manifest is not open")
                    .next();
        } while (raw != null && raw.bytes().isBlank());
        return raw == null ? null : manifest.header().parseLine(raw);
    }

    @Override
    protected void doClose() throws IOException {
        if (recordReader != null) {
            recordReader.close();
        }
    }
}
