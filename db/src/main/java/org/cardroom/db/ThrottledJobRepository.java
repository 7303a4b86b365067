package org.cardroom.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * A job repository that saves a running step at most once a second. For steps that keep their progress elsewhere: after a
 * crash the saved execution may be a second old.
 */
final class ThrottledJobRepository implements InvocationHandler {
    private static final Duration UPDATE_INTERVAL = Duration.ofSeconds(1);

    private final JobRepository repository;
    private final Clock clock;
    private Instant next = Instant.MIN;

    private ThrottledJobRepository(JobRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Wraps a repository, for one step at a time. */
    static JobRepository wrap(JobRepository repository, Clock clock) {
        return (JobRepository) Proxy.newProxyInstance(
                ThrottledJobRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                new ThrottledJobRepository(repository, clock));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments != null && arguments.length == 1 && arguments[0] instanceof StepExecution step) {
            boolean isUpdate = method.getName().equals("update");
            if (isRunning(step) && (isUpdate || method.getName().equals("updateExecutionContext"))) {
                if (clock.instant().isBefore(next)) {
                    return null;
                }
                next = isUpdate ? clock.instant().plus(UPDATE_INTERVAL) : next;
            }
        }
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static boolean isRunning(StepExecution step) {
        return step.getStatus() == BatchStatus.STARTED && !step.isTerminateOnly();
    }
}
