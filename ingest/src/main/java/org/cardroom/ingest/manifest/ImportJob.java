package org.cardroom.ingest.manifest;

import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Templates;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The job {@code importManifest}: read the lines; write the reject file and note the end. */
final class ImportJob {
    static final String NAME = "importManifest";
    private static final int CHUNK = 500;

    private final Store store;
    private final JobRepository repository;
    private final Batches batches;

    ImportJob(Store store, JobRepository repository) {
        this.store = store;
        this.repository = repository;
        this.batches = new Batches(store);
    }

    Job of(ManifestFile manifest, UUID batch, RejectFile rejects) {
        return new JobBuilder(NAME, repository)
                .start(readLines(manifest, batch))
                .next(finish(manifest, batch, rejects))
                .build();
    }

    private Step readLines(ManifestFile manifest, UUID batch) {
        return new StepBuilder("readLines", repository)
                .<ManifestLine, ManifestLine>chunk(CHUNK)
                .transactionManager(store.transactionManager())
                .reader(new ManifestReader(manifest))
                .writer(new ManifestWriter(new Requests(store), batches, new Templates(store), batch))
                .build();
    }

    private Step finish(ManifestFile manifest, UUID batch, RejectFile rejects) {
        return new StepBuilder("finish", repository)
                .tasklet(
                        (contribution, context) -> {
                            rejects.write(manifest, batches.rejected(batch));
                            batches.imported(batch);
                            return RepeatStatus.FINISHED;
                        },
                        store.transactionManager())
                .build();
    }
}
