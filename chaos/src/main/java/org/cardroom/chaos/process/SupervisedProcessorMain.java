package org.cardroom.chaos.process;

import org.cardroom.processor.ProcessorMain;
import org.cardroom.testkit.process.StdinLifeline;

/** Main class of a processor process; it exits when its parent does. */
final class SupervisedProcessorMain {
    private SupervisedProcessorMain() {}

    /** Arguments of the command {@code processor}. */
    public static void main(String[] arguments) {
        Thread lifeline = new Thread(
                () -> {
                    StdinLifeline.readUntilClosed(line -> {});
                    System.exit(0);
                },
                "stdin-lifeline");
        lifeline.setDaemon(true);
        lifeline.start();
        ProcessMessage.print(System.out, "ready");
        ProcessorMain.main(arguments);
    }
}
