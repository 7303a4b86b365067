package org.cardroom.ingest.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.cardroom.db.AdvisoryLock;
import org.cardroom.db.BatchJobs;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.NestedRuntimeException;

/** Imports manifests. Started again after a crash, it goes on where the last commit left it. */
public final class ManifestImporter {
    private ManifestImporter() {}

    /** What became of a manifest's lines. */
    public record Counts(int lines, int imported, int rejected) {}

    /** Where the reject file goes unless it is said: beside the manifest. */
    public static Path defaultRejectFile(Path manifest) {
        return RejectFile.defaultPath(manifest);
    }

    /**
     * Looks whether a manifest can be imported at all: whether it can be read, and has the columns.
     *
     * @throws EnvironmentException saying why it is refused
     */
    public static void validate(Path manifest) {
        ManifestFile.open(manifest);
    }

    /**
     * The batch that this very file was begun as and not finished, else a new one's id.
     *
     * @throws EnvironmentException if the file cannot be used
     */
    public static UUID unfinishedBatchOrNewId(Database database, Path manifest) {
        return new BatchRepository(database)
                .findUnfinished(ManifestFile.open(manifest).sha256())
                .orElseGet(UuidGenerator::next);
    }

    /**
     * Imports a manifest as this batch; one that was imported already is only counted.
     *
     * @param batch its id; the batch is made under the file's name unless it was made before
     * @param rejects the file that bad lines go to, with every reason
     * @throws EnvironmentException if the manifest is refused as a whole, if the import stopped on the way, or if another process
     *     is at it
     */
    public static Counts run(Database database, Path manifest, UUID batch, Path rejects) {
        ManifestFile file = ManifestFile.open(manifest);
        RejectFile rejectFile = new RejectFile(rejects, manifest);
        BatchRepository batches = new BatchRepository(database);
        batches.create(batch, String.valueOf(manifest.getFileName()));
        if (!batches.linkManifest(batch, file.sha256())) {
            throw new EnvironmentException("batch " + batch + " was begun from another manifest");
        }
        AdvisoryLock lock = AdvisoryLock.acquire(database, "the import of batch " + batch);
        try {
            run(database, file, batch, rejectFile);
        } finally {
            lock.close();
        }
        BatchRepository.BatchCounts count = batches.countLines(batch);
        return new Counts(count.requested(), count.requested() - count.rejected(), count.rejected());
    }

    private static void run(Database database, ManifestFile file, UUID batch, RejectFile rejects) {
        JobParameters parameters = new JobParametersBuilder()
                .addString("batch", batch.toString())
                .addString("sha256", file.sha256())
                .toJobParameters();
        BatchJobs jobs = new BatchJobs(database);
        Job job = new ManifestImportJob(database, jobs.repository()).create(file, batch, rejects);
        new RestartableJobRunner(jobs).runOrResume(job, parameters).ifPresent(failure -> {
            throw toException(file.path(), failure);
        });
    }

    /** The environment's faults in one line; a bug stays a bug. */
    private static RuntimeException toException(Path manifest, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NestedRuntimeException || cause instanceof IOException) {
                return new EnvironmentException(
                        "the import of " + manifest + " stopped, and goes on when it is started again: "
                                + causeMessage(cause),
                        failure);
            }
        }
        return new IllegalStateException("the import of " + manifest + " stopped", failure);
    }

    private static String causeMessage(Throwable cause) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given");
    }
}
