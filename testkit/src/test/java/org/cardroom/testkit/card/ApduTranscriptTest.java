package org.cardroom.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cardroom.testkit.apdu.ByteArrays;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays the stories in {@code src/test/resources/transcripts}: {@code >} is sent to the card, {@code <} is what it
 * must answer, {@code !} makes the card or resets it, {@code #} is for the reader. Answers under a key were worked out
 * with OpenSSL.
 */
class ApduTranscriptTest {

    @TestFactory
    Stream<DynamicTest> everyStoryIsAnsweredToTheByte() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/transcripts"))) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
        }
    }

    private static void replay(Path file) {
        new TranscriptPlayer(lines(file)).run();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class TranscriptPlayer {

        private final Stream<String> lines;
        private VirtualCard card = VirtualCardBuilder.gids().build();
        private String answer = "";
        private int number;

        TranscriptPlayer(Stream<String> lines) {
            this.lines = lines;
        }

        void run() {
            lines.forEach(this::play);
        }

        private void play(String line) {
            number++;
            String rest = line.substring(1).strip();
            switch (line.charAt(0)) {
                case '!' -> act(rest);
                case '>' -> answer = ByteArrays.hex(card.transmit(ByteArrays.of(rest.replace(" ", ""))));
                case '<' -> assertThat(answer).as("line %d", number).isEqualTo(rest.replace(" ", ""));
                default -> assertThat(line).startsWith("#");
            }
        }

        private void act(String action) {
            if (action.equals("reset")) {
                card.reset();
            } else {
                card = CardSpecParser.parse(action);
            }
        }
    }
}
