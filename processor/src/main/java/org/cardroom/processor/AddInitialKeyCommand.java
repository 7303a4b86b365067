package org.cardroom.processor;

import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.PassphraseReader;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.keys.InitialKeyImporter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code cardroom processor add-initial-key}: adds a vendor's initial key or PUK to the processors' keystore. */
@Command(
        name = "add-initial-key",
        description = "Adds a vendor's initial key or PUK to the keystore. The value is read from"
                + " CARDROOM_INITIAL_KEY, a file, or the prompt.",
        mixinStandardHelpOptions = true)
final class AddInitialKeyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ALIAS", description = "The name by which templates refer to it.")
    private String alias = "";

    @Option(names = "--keystore", required = true, description = "The processor.p12 of init-keys.")
    private Path keystore = Path.of("");

    @Option(names = "--passphrase-file", description = "Default: CARDROOM_PROCESSOR_PASSPHRASE, or the prompt.")
    private @Nullable Path passphraseFile;

    @Option(names = "--algorithm", description = "3DES, AES-128, AES-192 or AES-256; omit it for a PUK.")
    private @Nullable String algorithm;

    @Option(names = "--value-file", description = "Contains the key in hex, or the PUK in clear.")
    private @Nullable Path valueFile;

    @Override
    public Integer call() {
        char[] passphrase = PassphraseReader.read(passphraseFile, "CARDROOM_PROCESSOR_PASSPHRASE", keystore.toString());
        char[] typed = PassphraseReader.read(valueFile, "CARDROOM_INITIAL_KEY", alias);
        byte[] value = new byte[0];
        try {
            value = algorithm == null ? ascii(typed) : HexFormat.of().parseHex(CharBuffer.wrap(typed));
            System.out.println(add(passphrase, value));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException(alias + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(passphrase, ' ');
            Arrays.fill(typed, ' ');
            Arrays.fill(value, (byte) 0);
        }
    }

    private String add(char[] passphrase, byte[] value) {
        if (algorithm == null) {
            InitialKeyImporter.importPuk(keystore, passphrase, alias, value);
            return "initialPuk: " + alias;
        }
        KeyAlgorithm named = KeyAlgorithm.fromName(algorithm);
        return "initialKey: alias " + alias + ", kcv "
                + InitialKeyImporter.importKey(keystore, passphrase, alias, named, value);
    }

    /** Maps each character outside ASCII to 0, which {@link InitialKeyImporter#importPuk} refuses. */
    private static byte[] ascii(char[] typed) {
        byte[] value = new byte[typed.length];
        for (int i = 0; i < typed.length; i++) {
            value[i] = (byte) (typed[i] < 0x7F ? typed[i] : 0);
        }
        return value;
    }
}
