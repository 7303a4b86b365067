package org.cardroom.room.chaos.parts;

import org.cardroom.processor.ProcessorMain;

/** A process that is a processor, as the command {@code processor} starts it; it ends with whoever started it. */
final class ProcessorPart {
    private ProcessorPart() {}

    /** Those of the command {@code processor}. */
    public static void main(String[] arguments) {
        Thread leash = new Thread(
                () -> {
                    Leash.follow(line -> {});
                    System.exit(0);
                },
                "leash");
        leash.setDaemon(true);
        leash.start();
        Line.say(System.out, "ready");
        ProcessorMain.main(arguments);
    }
}
