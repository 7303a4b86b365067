package org.cardroom.chaos;

import java.util.List;
import org.cardroom.chaos.process.SupervisedProcess;

/** An event that the run's thread processes. */
sealed interface RunEvent {
    /** A process printed a message. */
    record MessageReceived(SupervisedProcess process, List<String> words) implements RunEvent {}

    /** A process exited; {@code byItself} if it was neither killed nor closed. */
    record ProcessExited(SupervisedProcess process, boolean byItself) implements RunEvent {}

    /** The response to a processor's commit was dropped. */
    record CommitLost() implements RunEvent {}
}
