package org.cardroom.agent.apdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.smartcardio.CardException;
import org.cardroom.events.card.Hex;

/** A card that expects these commands and gives these answers: {@code >} and {@code <} lines; {@code !} is a pull. */
public final class ApduScript implements ApduTransport {
    private final Deque<String> lines = new ArrayDeque<>();
    private final List<ByteBuffer> sent = new ArrayList<>();

    public static ApduScript of(String story) {
        ApduScript script = new ApduScript();
        story.lines()
                .map(line -> line.replace(" ", ""))
                .filter(line -> !line.isEmpty())
                .forEach(script.lines::add);
        return script;
    }

    @Override
    public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
        sent.add(command.duplicate());
        byte[] bytes = new byte[command.remaining()];
        command.get(bytes);
        assertThat(">" + Hex.of(bytes)).isEqualTo(lines.poll());
        String answer = lines.remove();
        if (answer.equals("!")) {
            throw new CardException("pulled");
        }
        response.put(Hex.bytes(answer.substring(1)));
        return answer.length() / 2;
    }

    public boolean isComplete() {
        return lines.isEmpty();
    }

    /** Whether nothing is left of any command in the memory it was sent from. */
    public boolean isCleared() {
        return sent.stream().allMatch(buffer -> buffer.mismatch(ByteBuffer.allocate(buffer.remaining())) < 0);
    }
}
