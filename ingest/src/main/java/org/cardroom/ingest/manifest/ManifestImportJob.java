package org.cardroom.ingest.manifest;

import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The job {@code importManifest}: read the lines, then write the reject file and mark the batch imported. */
final class ManifestImportJob {
    private static final int CHUNK = 500;

    private ManifestImportJob() {}

    static Job create(
            Database database, JobRepository repository, ManifestFile manifest, UUID batch, RejectFile rejects) {
        BatchRepository batches = new BatchRepository(database);
        Step readLines = new StepBuilder("readLines", repository)
                .<ManifestLine, ManifestLine>chunk(CHUNK)
                .transactionManager(database.transactionManager())
                .reader(new ManifestItemReader(manifest))
                .writer(new ManifestItemWriter(database, batch))
                .build();
        Tasklet finish = (contribution, context) -> {
            rejects.write(manifest, batches.findRejectionReasons(batch));
            batches.markImported(batch);
            return RepeatStatus.FINISHED;
        };
        return new JobBuilder("importManifest", repository)
                .start(readLines)
                .next(new StepBuilder("finish", repository)
                        .tasklet(finish, database.transactionManager())
                        .build())
                .build();
    }
}
