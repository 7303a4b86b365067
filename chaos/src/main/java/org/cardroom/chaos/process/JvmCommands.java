package org.cardroom.chaos.process;

import java.util.ArrayList;
import java.util.List;
import org.cardroom.testkit.process.JavaCommand;

/** How each part is started, in a small JVM of this build; what it wants as arguments its main class says. */
public final class JvmCommands {
    private JvmCommands() {}

    /** A broker: the folder of its data, then {@code NAME=PORT} for each listener, the port that its clients are told. */
    public static List<String> broker(List<String> arguments) {
        return command(BrokerMain.class, "320m", arguments);
    }

    /** A database: the folder of its data. */
    public static List<String> database(List<String> arguments) {
        return command(DatabaseMain.class, "32m", arguments);
    }

    /** A processor: those of the command {@code processor}. */
    public static List<String> processor(List<String> arguments) {
        return command(SupervisedProcessorMain.class, "192m", arguments);
    }

    /** An agent: its folder, the broker, the processors' public keys, how many readers, milliseconds of a command. */
    public static List<String> virtualAgent(List<String> arguments) {
        return command(VirtualAgentMain.class, "64m", arguments);
    }

    private static List<String> command(Class<?> main, String heap, List<String> arguments) {
        List<String> options = new ArrayList<>(JavaCommand.SMALL);
        options.addAll(List.of(
                "-Xmx" + heap,
                "-Xss512k",
                "-XX:-UsePerfData",
                "-Dcardroom.kafka.log=OFF",
                "--enable-native-access=ALL-UNNAMED"));
        return JavaCommand.of(main, options, arguments);
    }
}
