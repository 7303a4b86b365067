package org.cardroom.chaos.process;

import java.util.ArrayList;
import java.util.List;
import org.cardroom.testkit.process.JavaCommand;

/** The command lines of the processes, each in a small JVM with this class path. */
public final class JvmCommands {
    private JvmCommands() {}

    /** Starts a broker; arguments as for {@link BrokerMain}. */
    public static List<String> broker(List<String> arguments) {
        return command(BrokerMain.class, "320m", arguments);
    }

    /** Starts a database; argument: the data folder. */
    public static List<String> database(List<String> arguments) {
        return command(PostgresMain.class, "32m", arguments);
    }

    /** Starts a processor; arguments as for the command {@code processor}. */
    public static List<String> processor(List<String> arguments) {
        return command(SupervisedProcessorMain.class, "192m", arguments);
    }

    /** Starts an agent; arguments: folder, broker, file of processor keys, number of readers, milliseconds per APDU. */
    public static List<String> virtualAgent(List<String> arguments) {
        return command(VirtualAgentMain.class, "64m", arguments);
    }

    private static List<String> command(Class<?> main, String heap, List<String> arguments) {
        List<String> options = new ArrayList<>(JavaCommand.SMALL);
        options.addAll(List.of("-Xmx" + heap, "-Xss512k", "-XX:-UsePerfData"));
        options.addAll(List.of("-Dcardroom.kafka.log=OFF", "--enable-native-access=ALL-UNNAMED"));
        return JavaCommand.of(main, options, arguments);
    }
}
