package org.cardroom.chaos.process;

import org.cardroom.processor.ProcessorMain;
import org.cardroom.testkit.process.StdinLifeline;

/** A process that is a processor, as the command {@code processor} starts it; it ends with whoever started it. */
final class SupervisedProcessorMain {
    private SupervisedProcessorMain() {}

    /** Those of the command {@code processor}. */
    public static void main(String[] arguments) {
        Thread leash = new Thread(
                () -> {
                    StdinLifeline.readUntilClosed(line -> {});
                    System.exit(0);
                },
                "leash");
        leash.setDaemon(true);
        leash.start();
        ProcessMessage.print(System.out, "ready");
        ProcessorMain.main(arguments);
    }
}
