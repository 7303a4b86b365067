package org.cardroom.room.chaos;

import java.util.List;
import org.cardroom.room.chaos.parts.Part;

/** What the run hears while it goes on. */
sealed interface Happening {
    /** A part said this. */
    record Said(Part part, List<String> words) implements Happening {}

    /** A part's process is gone. */
    record Ended(Part part, boolean byItself) implements Happening {}

    /** A processor did not learn that it committed. */
    record CommitLost() implements Happening {}
}
