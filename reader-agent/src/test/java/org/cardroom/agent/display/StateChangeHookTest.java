package org.cardroom.agent.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.SlotState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateChangeHookTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private HookProgram program(String... script) throws IOException {
        Path file = folder.resolve("lamp");
        Files.writeString(file, "#!/bin/sh\ncd '" + folder + "'\n" + String.join("\n", script) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new HookProgram(file.toString());
    }

    private static SlotObserver.SlotStatus shown(String slot, SlotState state) {
        return new SlotObserver.SlotStatus(slot, state, null, null, null);
    }

    private List<String> told() throws IOException {
        Path told = folder.resolve("told");
        return Files.exists(told) ? Files.readAllLines(told) : List.of();
    }

    @Test
    void tellsAllThatASlotShowsByTheEnvironment() throws IOException {
        HookProgram program = program("env | grep ^CARDROOM_ | sort > told");
        CardId card = new CardId("000102030405060708090A0B0C0D0E0F");
        assertThat(program.run(
                        new SlotObserver.SlotStatus(
                                "left", SlotState.REMOVE_FAILED, "it; is > $HOME", CardKind.GIDS, card),
                        LONG))
                .isEmpty();
        assertThat(told())
                .containsExactly(
                        "CARDROOM_CARD=" + card,
                        "CARDROOM_KIND=GIDS",
                        "CARDROOM_REASON=it; is > $HOME",
                        "CARDROOM_SLOT=left",
                        "CARDROOM_STATE=REMOVE_FAILED");
    }

    @Test
    void tellsEachSlotsStatesInOrderAndTheNewestAlways() throws IOException {
        HookProgram program = program("until [ -e go ]; do sleep 0.01; done", "echo $CARDROOM_STATE >> told");
        try (StateChangeHook hook = new StateChangeHook(program.file(), LONG)) {
            hook.statusChanged(shown("left", SlotState.INSERT));
            hook.statusChanged(shown("left", SlotState.WORKING));
            hook.statusChanged(shown("left", SlotState.REMOVE_ISSUED));
            Files.createFile(folder.resolve("go"));
        }
        assertThat(told())
                .endsWith("REMOVE_ISSUED")
                .hasSizeBetween(1, 2)
                .isSubsetOf("INSERT", "WORKING", "REMOVE_ISSUED");
    }

    @Test
    void letsNoSlotWaitForAnother() throws IOException {
        HookProgram program = program("[ $CARDROOM_SLOT = right ] || sleep 60", "echo $CARDROOM_SLOT >> told");
        try (StateChangeHook hook = new StateChangeHook(program.file(), Duration.ofSeconds(2))) {
            hook.statusChanged(shown("left", SlotState.INSERT));
            hook.statusChanged(shown("right", SlotState.INSERT));
            await().until(() -> told().equals(List.of("right")));
        }
    }

    @Test
    void killsAProgramThatDoesNotEnd() throws IOException {
        HookProgram program = program("sleep 60 & echo $! > child", "wait");
        assertThat(program.run(shown("left", SlotState.INSERT), Duration.ofSeconds(3)))
                .contains(program.file() + " was killed after 3 s");
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void leavesNoProgramBehind() throws IOException {
        HookProgram program = program("echo $$ >> told", "exec sleep 60");
        try (StateChangeHook hook = new StateChangeHook(program.file(), Duration.ofSeconds(2))) {
            hook.statusChanged(shown("left", SlotState.INSERT));
            await().until(() -> told().size() == 1);
            hook.statusChanged(shown("left", SlotState.WORKING));
        }
        assertThat(told()).allSatisfy(id -> assertThat(
                        ProcessHandle.of(Long.parseLong(id)).filter(ProcessHandle::isAlive))
                .isEmpty());
    }

    @Test
    void saysThatAProgramFailed() throws IOException {
        assertThat(program("exit 3").run(shown("left", SlotState.INSERT), LONG))
                .hasValueSatisfying(why -> assertThat(why).endsWith("ended with exit code 3"));
        assertThat(new HookProgram(folder + "/missing").run(shown("left", SlotState.INSERT), LONG))
                .hasValueSatisfying(why -> assertThat(why).contains("cannot be started"));
    }
}
