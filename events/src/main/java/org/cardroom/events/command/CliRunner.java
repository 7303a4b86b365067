package org.cardroom.events.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs a command. An absent option such as {@code --kafka} is read from the environment variable {@code CARDROOM_KAFKA},
 * else from {@code kafka=} in the file named by {@code --config} or {@code CARDROOM_CONFIG}.
 */
public final class CliRunner {
    private static final String CONFIG = "--config";

    private CliRunner() {}

    /**
     * Runs the command.
     * @return the exit code: 0 success, 1 failure, 2 usage error
     */
    public static int run(Object command, String... args) {
        return run(command, e -> Optional.empty(), args);
    }

    /**
     * Runs the command.
     * @param diagnosis the message for an exception that is no bug, such as a lost connection; empty for others
     */
    public static int run(Object command, Function<Exception, Optional<String>> diagnosis, String... args) {
        CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
        addConfig(line);
        line.setExecutionExceptionHandler((e, failed, parsed) -> printError(
                failed,
                e instanceof EnvironmentException
                        ? e.getMessage()
                        : diagnosis.apply(e).orElseGet(() -> describeBug(e))));
        try {
            SettingsProvider settings =
                    new SettingsProvider(loadConfigFile(Arrays.asList(args), System.getenv()), System.getenv());
            return line.setDefaultValueProvider(settings).execute(args);
        } catch (EnvironmentException e) {
            return printError(line, e.getMessage());
        }
    }

    /** Adds the option to every command, because it is read before the command line is parsed. */
    private static void addConfig(CommandLine line) {
        if (line.getCommandSpec().findOption(CONFIG) == null) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder(CONFIG)
                            .type(Path.class)
                            .paramLabel("FILE")
                            .description("Settings: kafka=…, db=…; the environment's CARDROOM_KAFKA, … come before it.")
                            .build());
        }
        line.getSubcommands().values().forEach(CliRunner::addConfig);
    }

    /**
     * Checks the usage of an option.
     * @throws CommandLine.ParameterException with this reason, if the condition is false
     */
    public static void requireUsage(@Nullable CommandSpec spec, boolean holds, String reason) {
        if (!holds) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), reason);
        }
    }

    private static int printError(CommandLine line, @Nullable String message) {
        line.getErr().println("cardroom: " + message);
        line.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String describeBug(Exception e) {
        LoggerFactory.getLogger(CliRunner.class).debug("the command failed unexpectedly", e);
        return "an unexpected " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static Properties loadConfigFile(List<String> args, Map<String, String> environment) {
        Properties properties = new Properties();
        String name = findConfigOption(args);
        name = name == null ? environment.get("CARDROOM_CONFIG") : name;
        if (name != null) {
            try (Reader reader = Files.newBufferedReader(Path.of(name))) {
                properties.load(reader);
            } catch (IOException e) {
                throw new EnvironmentException("cannot read the configuration file " + name, e);
            }
        }
        return properties;
    }

    /** Finds {@code --config FILE} or {@code --config=FILE}. */
    private static @Nullable String findConfigOption(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).startsWith(CONFIG + "=")) {
                return args.get(i).substring(CONFIG.length() + 1);
            }
            if (args.get(i).equals(CONFIG) && i + 1 < args.size()) {
                return args.get(i + 1);
            }
        }
        return null;
    }

    /** Defaults from the environment, then from the file. */
    private record SettingsProvider(Properties file, Map<String, String> environment)
            implements CommandLine.IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec arg) {
            if (!(arg instanceof OptionSpec option)) {
                return null;
            }
            String name = option.longestName().replaceFirst("^--", "");
            String variable = "CARDROOM_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
            return environment.getOrDefault(variable, file.getProperty(name));
        }
    }
}
