package org.cardroom.chaos;

import java.util.List;
import org.cardroom.chaos.process.SupervisedProcess;

/** What the run hears while it goes on. */
sealed interface RunEvent {
    /** A part said this. */
    record MessageReceived(SupervisedProcess process, List<String> words) implements RunEvent {}

    /** A part's process is gone. */
    record ProcessExited(SupervisedProcess process, boolean byItself) implements RunEvent {}

    /** A processor did not learn that it committed. */
    record CommitLost() implements RunEvent {}
}
