package org.cardroom.testkit.pcsc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cardroom.testkit.process.ProcessResult;

/**
 * Runs the card tools of OpenSC and Yubico against a {@link VirtualPcscd}. Keys are in hex. Keys and PINs appear on
 * command lines: use virtual cards only.
 */
public final class ExternalCardTools {
    private static final Path TOOLS = Path.of("/usr/bin");

    /** gids-tool ends with 0 although it could not initialise a card. */
    private static final String FAILURE = " failed with ";

    private final Path socket;

    /** Creates tools that see the readers of this pcscd. */
    public ExternalCardTools(VirtualPcscd pcscd) {
        this.socket = pcscd.socket();
    }

    /** Returns what this machine lacks; empty if nothing is missing. */
    public static Optional<String> findMissing() {
        if (!Files.isExecutable(TOOLS.resolve("gids-tool"))) {
            return Optional.of("there is no gids-tool (Debian: apt install opensc)");
        }
        return Files.isExecutable(TOOLS.resolve("yubico-piv-tool"))
                ? Optional.empty()
                : Optional.of("there is no yubico-piv-tool (Debian: apt install yubico-piv-tool)");
    }

    /**
     * Returns whether tests can run the tools, and prints what is missing.
     * @throws IllegalStateException if something is missing and the environment variable CARDROOM_REQUIRE_PCSC is true
     */
    public static boolean checkAvailable() {
        Optional<String> missing = VirtualPcscd.findMissing().or(ExternalCardTools::findMissing);
        if (missing.isPresent() && Boolean.parseBoolean(System.getenv("CARDROOM_REQUIRE_PCSC"))) {
            throw new IllegalStateException(missing.get());
        }
        missing.ifPresent(why -> System.err.println("tests over PC/SC are skipped: " + why));
        return missing.isEmpty();
    }

    /** The result of a tool: whether it ended without an error, standard output and error, time from start to end. */
    public record ToolResult(boolean accepted, String output, Duration duration) {}

    /** OpenSC initialises a blank GIDS card. */
    public ToolResult initialize(VpcdSlot slot, String key, String pin, String cardId) {
        return run(
                "gids-tool",
                "-r",
                slot.readerName(),
                "-X",
                "--admin-key",
                key,
                "--pin",
                pin,
                "--serial-number",
                cardId);
    }

    /** OpenSC replaces the administrator key of a GIDS card. */
    public ToolResult changeKey(VpcdSlot slot, String key, String newKey) {
        return run("gids-tool", "-r", slot.readerName(), "-C", "--admin-key", key, "--new-admin-key", newKey);
    }

    /** OpenSC sets the PIN of a GIDS card as its administrator. */
    public ToolResult setPin(VpcdSlot slot, String key, String pin) {
        return run("gids-tool", "-r", slot.readerName(), "-U", "--admin-key", key, "--pin", pin);
    }

    /** OpenSC verifies a PIN on a card of any kind. */
    public ToolResult verifyPin(VpcdSlot slot, String pin) {
        return run("pkcs15-tool", "--reader", slot.readerName(), "--verify-pin", "--pin", pin);
    }

    /** OpenSC dumps a card. */
    public ToolResult read(VpcdSlot slot) {
        return run("pkcs15-tool", "--reader", slot.readerName(), "--dump");
    }

    /** Yubico verifies the PIN of a PIV card. */
    public ToolResult verifyPivPin(VpcdSlot slot, String pin) {
        return run("yubico-piv-tool", "-r", slot.readerName(), "-a", "verify-pin", "-P", pin);
    }

    /** Yubico writes a new CHUID to a PIV card with a 3DES management key, as administrator. */
    public ToolResult setChuid(VpcdSlot slot, String key) {
        return run("yubico-piv-tool", "-r", slot.readerName(), "-a", "set-chuid", "-k" + key);
    }

    /** OpenSC authenticates mutually with a PIV card's management key of algorithm 03, 08, 0A or 0C. */
    public ToolResult authenticatePiv(VpcdSlot slot, String algorithm, String key) {
        try {
            Path file = Files.createTempFile("management", ".key");
            try {
                Files.writeString(file, key.replaceAll("..(?=.)", "$0:"));
                return run(
                        List.of("piv-tool", "--reader", slot.readerName(), "-A", "M:9B:" + algorithm),
                        "PIV_EXT_AUTH_KEY",
                        file.toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a key cannot be handed to piv-tool", e);
        }
    }

    private ToolResult run(String... command) {
        return run(List.of(command), "OPENSC_CONF", "/nonexistent");
    }

    private ToolResult run(List<String> command, String variable, String value) {
        ProcessBuilder tool = new ProcessBuilder(command);
        tool.environment().put(VirtualPcscd.SOCKET_VARIABLE, socket.toString());
        tool.environment().put(variable, value);
        ProcessResult result = ProcessResult.run(tool);
        boolean accepted = result.exitCode() == 0 && !result.output().contains(FAILURE);
        return new ToolResult(accepted, result.output().strip(), result.duration());
    }
}
