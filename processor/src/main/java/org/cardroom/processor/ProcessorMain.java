package org.cardroom.processor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseOptions;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.PassphraseReader;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaOptions;
import org.cardroom.processor.keys.KeystoreGenerator;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code cardroom processor}. */
@Command(
        name = "processor",
        description = "Answers card events with sealed instructions, and closes batches.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ProcessorMain.InitKeysCommand.class,
            AddInitialKeyCommand.class,
            ProcessorMain.RunProcessorCommand.class,
            CloseBatchCommand.class,
            RestoreCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class ProcessorMain {
    ProcessorMain() {}

    /** Runs a subcommand and exits with its code. */
    public static void main(String[] args) {
        System.exit(CliRunner.run(new ProcessorMain(), Database::diagnose, args));
    }

    @Command(
            name = "init-keys",
            description = "Generates the keys of a new installation: processor.p12, officer.p12, letters.p12 and"
                    + " processors.pub.json.",
            mixinStandardHelpOptions = true)
    static final class InitKeysCommand implements Callable<Integer> {
        @Option(names = "--dir", required = true, description = "The folder in which they are created.")
        private Path dir = Path.of("keys");

        @Override
        public Integer call() {
            KeystoreGenerator.generate(dir, file -> PassphraseReader.read(null, variable(file), file));
            System.out.printf(
                    "Created in %s: %s, %s and %s, each with its own passphrase. Move the last two to the enrolment"
                            + " officer and the letter printers.%nGive %s to the agents.%n",
                    dir,
                    KeystoreGenerator.PROCESSOR_KEYSTORE,
                    KeystoreGenerator.OFFICER_KEYSTORE,
                    KeystoreGenerator.LETTERS_KEYSTORE,
                    KeystoreGenerator.PUBLIC_KEYS_FILE);
            return 0;
        }

        private static String variable(String file) {
            return switch (file) {
                case KeystoreGenerator.OFFICER_KEYSTORE -> "CARDROOM_OFFICER_PASSPHRASE";
                case KeystoreGenerator.LETTERS_KEYSTORE -> "CARDROOM_LETTERS_PASSPHRASE";
                default -> "CARDROOM_PROCESSOR_PASSPHRASE";
            };
        }
    }

    @Command(
            name = "run",
            description = "Answers card events until it is interrupted. Several processors share the load.",
            mixinStandardHelpOptions = true)
    static final class RunProcessorCommand implements Callable<Integer> {
        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Option(names = "--name", defaultValue = "processor-1", description = "The processor's unique name.")
        private String name = "processor-1";

        @Mixin
        private KafkaOptions broker = new KafkaOptions();

        @Option(names = "--keystore", required = true, description = "The processor.p12 of init-keys.")
        private Path keystore = Path.of("");

        @Option(names = "--passphrase-file", description = "Default: CARDROOM_PROCESSOR_PASSPHRASE, or the prompt.")
        private @Nullable Path passphraseFile;

        @Override
        public Integer call() {
            KafkaClients kafka = broker.createClients();
            char[] passphrase =
                    PassphraseReader.read(passphraseFile, "CARDROOM_PROCESSOR_PASSPHRASE", keystore.toString());
            ProcessorKeyring keys = ProcessorKeyring.open(keystore, passphrase);
            Arrays.fill(passphrase, ' ');
            try (ShutdownSignal shutdown = ShutdownSignal.install();
                    Database store = database.open();
                    Processor processor = Processor.start(name, store, kafka, keys)) {
                System.out.printf(
                        "%s answers card events at %s; Ctrl-C stops it%n", processor.name(), kafka.bootstrap());
                shutdown.await();
                System.out.printf("%s stops%n", name);
            }
            return 0;
        }
    }
}
