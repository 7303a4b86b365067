package org.cardroom.testkit.card;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.memory.CardAdminKey;
import org.cardroom.testkit.memory.CardField;
import org.cardroom.testkit.memory.CardMemory;
import org.cardroom.testkit.memory.CardPin;

/**
 * A virtual smart card at the APDU level, as the GIDS and PIV specifications define it. Every input gets a status word.
 * Thread-safe; one command at a time. Created by {@link VirtualCardBuilder} or loaded from its file.
 */
public abstract sealed class VirtualCard permits VirtualGidsCard, VirtualPivCard {
    /** Where a command is cut off when its card is torn out of the reader. */
    private enum TearPoint {
        NONE,
        BEFORE,
        INSIDE,
        AFTER
    }

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SHORTEST_AID = 5;
    private static final int TELL = 0x00;
    private static final int TELL_NOTHING = 0x0C;

    final CardMemory memory;

    private boolean selected;
    private TearPoint planned = TearPoint.NONE;
    private int commandsToTear;
    private boolean tornInside;

    VirtualCard(CardMemory memory) {
        this.memory = memory;
    }

    /** Loads a card from its file, unpowered; it keeps saving itself there. */
    public static VirtualCard load(Path file) {
        return create(CardMemory.load(file));
    }

    static VirtualCard create(CardMemory memory) {
        return switch (memory.text(CardField.KIND)) {
            case VirtualGidsCard.KIND -> new VirtualGidsCard(memory);
            case VirtualPivCard.KIND -> new VirtualPivCard(memory);
            default -> throw new IllegalArgumentException("not a card: kind is '" + memory.text(CardField.KIND) + "'");
        };
    }

    /** "GIDS" or "PIV". */
    public final synchronized String kind() {
        return memory.text(CardField.KIND);
    }

    /**
     * Returns the card's 16 byte identifier in upper-case hex: GIDS card id or PIV GUID. An administrator may rewrite
     * it; a blank card returns an empty string.
     */
    public final synchronized String id() {
        return memory.text(CardField.ID);
    }

    /** The answer-to-reset; the caller's own copy. */
    public final synchronized byte[] atr() {
        return memory.bytes(CardField.ATR);
    }

    /** Returns how often the administrator key was written, torn writes included, the factory's excluded. */
    public final synchronized int keyWrites() {
        return memory.number(CardField.KEY_WRITES);
    }

    /** Returns how often the PIN was set, the factory's excluded. */
    public final synchronized int pinWrites() {
        return memory.number(CardField.PIN_WRITES);
    }

    /** Returns how many wrong administrator answers the card has received, one-way and mutual. */
    public final synchronized int wrongAnswers() {
        return memory.number(CardField.ADMIN_REFUSALS_EVER);
    }

    /** Whether it is locked for good: too many wrong administrator answers in a row, or wrong PUKs. */
    public final synchronized boolean isLocked() {
        CardPin puk = CardPin.ofPuk(memory);
        return new CardAdminKey(memory).isLocked() || (puk.maxTries() > 0 && puk.triesLeft() == 0);
    }

    /** Whether its PIN had too many wrong tries in a row: an administrator, or the PUK, can set it anew. */
    public final synchronized boolean isPinBlocked() {
        CardPin pin = CardPin.ofPin(memory);
        return pin.maxTries() > 0 && pin.triesLeft() == 0;
    }

    /** Whether it has no administrator key any more: the write of one was cut in the middle. */
    public final synchronized boolean hasLostKey() {
        return new CardAdminKey(memory).isLost();
    }

    /** Removes the card at the n-th command from now (1 is the next), which takes effect; its response is lost. */
    public final void tearAfter(int n) {
        plan(TearPoint.AFTER, n);
    }

    /** As {@link #tearAfter}, but the command is lost as well. */
    public final void tearBefore(int n) {
        plan(TearPoint.BEFORE, n);
    }

    /** As {@link #tearAfter}, but in the middle: a key write that is not atomic leaves the card without a key. */
    public final void tearDuring(int n) {
        plan(TearPoint.INSIDE, n);
    }

    private synchronized void plan(TearPoint tear, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("commands are counted from 1, not " + n);
        }
        planned = tear;
        commandsToTear = n;
    }

    /** Power-cycles the card: forgets applet, challenge and authentication, keeps what was written. */
    public final synchronized void reset() {
        selected = false;
        clearSession();
    }

    /**
     * Sends one command APDU and returns the response APDU with status word; keeps neither array.
     * @throws IllegalStateException if the card is torn out at this command; a reader throws CardException
     */
    public final byte[] transmit(byte[] command) {
        return exchange(command).orElseThrow(() -> new IllegalStateException("the card was torn out"));
    }

    /** As {@link #transmit}, but empty where the card was torn out: it then has no power, and its reader no card. */
    public final synchronized Optional<byte[]> exchange(byte[] apdu) {
        TearPoint tear = nextTear();
        tornInside = tear == TearPoint.INSIDE;
        Optional<SimResponse> answer = tear == TearPoint.BEFORE ? Optional.empty() : Optional.of(answerTo(apdu));
        memory.save();
        if (tear == TearPoint.NONE) {
            return answer.map(SimResponse::bytes);
        }
        reset();
        return Optional.empty();
    }

    private TearPoint nextTear() {
        if (planned == TearPoint.NONE || --commandsToTear > 0) {
            return TearPoint.NONE;
        }
        TearPoint now = planned;
        planned = TearPoint.NONE;
        return now;
    }

    private SimResponse answerTo(byte[] apdu) {
        Optional<SimCommand> command = SimCommand.parse(apdu);
        if (command.isEmpty()) {
            return SimResponse.WRONG_LENGTH;
        }
        if (command.get().cla() != 0x00) {
            return SimResponse.UNKNOWN_CLASS;
        }
        if (command.get().ins() == 0xA4 && command.get().p1() == 0x04) {
            return select(command.get());
        }
        return selected ? process(command.get()) : SimResponse.UNKNOWN_INSTRUCTION;
    }

    private SimResponse select(SimCommand command) {
        byte[] name = command.data();
        byte[] aid = aid();
        if (name.length < SHORTEST_AID
                || name.length > aid.length
                || !Arrays.equals(name, Arrays.copyOf(aid, name.length))) {
            return SimResponse.NOT_FOUND;
        }
        if (command.p2() != TELL && command.p2() != TELL_NOTHING) {
            return SimResponse.WRONG_PARAMETERS;
        }
        clearSession();
        selected = true;
        return command.p2() == TELL ? SimResponse.data(selectResponse()) : SimResponse.OK;
    }

    /** True while a command is carried out in whose middle the card is torn out. */
    final boolean isTorn() {
        return tornInside;
    }

    /** Random, or the fixed bytes that the card was made with. */
    final byte[] challenge(int length) {
        byte[] fixed = memory.bytes(CardField.CHALLENGE);
        if (fixed.length > 0) {
            return ByteArrays.repeat(fixed, length);
        }
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return random;
    }

    abstract byte[] aid();

    /** The application property template that answers a SELECT. */
    abstract byte[] selectResponse();

    /** Answers a command of class 00, with the applet selected. */
    abstract SimResponse process(SimCommand command);

    abstract void clearSession();

    @Override
    public final String toString() {
        return kind() + " card " + id();
    }
}
