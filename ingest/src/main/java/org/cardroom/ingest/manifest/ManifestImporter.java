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

/** Imports manifests. After a crash, an import resumes after the last committed chunk. */
public final class ManifestImporter {
    private ManifestImporter() {}

    /** The numbers of a manifest's lines. */
    public record Counts(int lines, int imported, int rejected) {}

    /** Returns the default reject file: the manifest's name with {@code .rejects.csv} appended. */
    public static Path defaultRejectFile(Path manifest) {
        return manifest.resolveSibling(manifest.getFileName() + ".rejects.csv");
    }

    /**
     * Checks that a manifest is readable and has the required columns.
     * @throws EnvironmentException with the reason if the manifest is refused
     */
    public static void validate(Path manifest) {
        ManifestFile.open(manifest);
    }

    /**
     * Returns the batch of an unfinished import of the same file, else a new id.
     * @throws EnvironmentException if the manifest is refused
     */
    public static UUID unfinishedBatchOrNewId(Database database, Path manifest) {
        return new BatchRepository(database)
                .findUnfinished(ManifestFile.open(manifest).sha256())
                .orElseGet(UuidGenerator::next);
    }

    /**
     * Imports a manifest as this batch. If the batch is imported already, only counts its lines.
     * @param batch the batch's id; a batch that does not exist is created with the file's name
     * @param rejects the file for rejected lines and their reasons
     * @throws EnvironmentException if the manifest is refused, the import fails, or another process imports this batch
     */
    public static Counts run(Database database, Path manifest, UUID batch, Path rejects) {
        ManifestFile file = ManifestFile.open(manifest);
        RejectFile rejectFile = new RejectFile(rejects, manifest);
        BatchRepository batches = new BatchRepository(database);
        batches.create(batch, String.valueOf(manifest.getFileName()));
        if (!batches.linkManifest(batch, file.sha256())) {
            throw new EnvironmentException("batch " + batch + " belongs to another manifest");
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
        Job job = ManifestImportJob.create(database, jobs.repository(), file, batch, rejects);
        new RestartableJobRunner(jobs).runOrResume(job, parameters).ifPresent(failure -> {
            throw toException(file.path(), failure);
        });
    }

    /** Returns an environment failure as a one-line message, and a bug as an IllegalStateException. */
    private static RuntimeException toException(Path manifest, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NestedRuntimeException || cause instanceof IOException) {
                String what = "the import of " + manifest + " failed; run it again to resume: ";
                return new EnvironmentException(what + causeMessage(cause), failure);
            }
        }
        return new IllegalStateException("the import of " + manifest + " failed", failure);
    }

    private static String causeMessage(Throwable cause) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given");
    }
}
