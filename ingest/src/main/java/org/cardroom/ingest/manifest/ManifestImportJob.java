package org.cardroom.ingest.manifest;

import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The job {@code importManifest}: read the lines, then write the reject file and mark the batch imported. */
final class ManifestImportJob {
    static final String NAME = "importManifest";
    private static final int CHUNK = 500;

    private final Database database;
    private final JobRepository repository;
    private final BatchRepository batches;

    ManifestImportJob(Database database, JobRepository repository) {
        this.database = database;
        this.repository = repository;
        this.batches = new BatchRepository(database);
    }

    Job create(ManifestFile manifest, UUID batch, RejectFile rejects) {
        return new JobBuilder(NAME, repository)
                .start(readLines(manifest, batch))
                .next(finish(manifest, batch, rejects))
                .build();
    }

    private Step readLines(ManifestFile manifest, UUID batch) {
        return new StepBuilder("readLines", repository)
                .<ManifestLine, ManifestLine>chunk(CHUNK)
                .transactionManager(database.transactionManager())
                .reader(new ManifestItemReader(manifest))
                .writer(new ManifestItemWriter(
                        new IssuanceRequestRepository(database),
                        batches,
                        new ProfileTemplateRepository(database),
                        batch))
                .build();
    }

    private Step finish(ManifestFile manifest, UUID batch, RejectFile rejects) {
        return new StepBuilder("finish", repository)
                .tasklet(
                        (contribution, context) -> {
                            rejects.write(manifest, batches.findRejectionReasons(batch));
                            batches.markImported(batch);
                            return RepeatStatus.FINISHED;
                        },
                        database.transactionManager())
                .build();
    }
}
