package org.cardroom.ingest.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.cardroom.db.Jobs;
import org.cardroom.db.NamedLock;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.Ids;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.NestedRuntimeException;

/** Imports manifests. Started again after a crash, it goes on where the last commit left it. */
public final class ImportManifest {
    private ImportManifest() {}

    /** What became of a manifest's lines. */
    public record Counts(int lines, int imported, int rejected) {}

    /** Where the reject file goes unless it is said: beside the manifest. */
    public static Path rejectsBeside(Path manifest) {
        return RejectFile.beside(manifest);
    }

    /**
     * Looks whether a manifest can be imported at all: whether it can be read, and has the columns.
     *
     * @throws CannotRun saying why it is refused
     */
    public static void check(Path manifest) {
        ManifestFile.open(manifest);
    }

    /**
     * The batch that this very file was begun as and not finished, else a new one's id.
     *
     * @throws CannotRun if the file cannot be used
     */
    public static UUID batchOf(Store store, Path manifest) {
        return new Batches(store)
                .unfinished(ManifestFile.open(manifest).sha256())
                .orElseGet(Ids::next);
    }

    /**
     * Imports a manifest as this batch; one that was imported already is only counted.
     *
     * @param batch its id; the batch is made under the file's name unless it was made before
     * @param rejects the file that bad lines go to, with every reason
     * @throws CannotRun if the manifest is refused as a whole, if the import stopped on the way, or if another process
     *     is at it
     */
    public static Counts run(Store store, Path manifest, UUID batch, Path rejects) {
        ManifestFile file = ManifestFile.open(manifest);
        RejectFile rejectFile = new RejectFile(rejects, manifest);
        Batches batches = new Batches(store);
        batches.start(batch, String.valueOf(manifest.getFileName()));
        if (!batches.manifest(batch, file.sha256())) {
            throw new CannotRun("batch " + batch + " was begun from another manifest");
        }
        NamedLock lock = NamedLock.take(store, "the import of batch " + batch);
        try {
            run(store, file, batch, rejectFile);
        } finally {
            lock.close();
        }
        Batches.Count count = batches.count(batch);
        return new Counts(count.requested(), count.requested() - count.rejected(), count.rejected());
    }

    private static void run(Store store, ManifestFile file, UUID batch, RejectFile rejects) {
        JobParameters parameters = new JobParametersBuilder()
                .addString("batch", batch.toString())
                .addString("sha256", file.sha256())
                .toJobParameters();
        Jobs jobs = new Jobs(store);
        Job job = new ImportJob(store, jobs.repository()).of(file, batch, rejects);
        new Restart(jobs).run(job, parameters).ifPresent(failure -> {
            throw stopped(file.path(), failure);
        });
    }

    /** The environment's faults in one line; a bug stays a bug. */
    private static RuntimeException stopped(Path manifest, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NestedRuntimeException || cause instanceof IOException) {
                return new CannotRun(
                        "the import of " + manifest + " stopped, and goes on when it is started again: " + why(cause),
                        failure);
            }
        }
        return new IllegalStateException("the import of " + manifest + " stopped", failure);
    }

    private static String why(Throwable cause) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given");
    }
}
