package org.cardroom.lab.cards;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * A smart card at the APDU level: bytes in, bytes out, as the GIDS and PIV specifications have them. Whatever comes in,
 * a status word comes out. Thread-safe; one command at a time. Made by {@link NewCard}, or read back from its file.
 */
public abstract sealed class VirtualCard permits VirtualGids, VirtualPiv {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SHORTEST_AID = 5;
    private static final int TELL = 0x00;
    private static final int TELL_NOTHING = 0x0C;

    final Memory memory;

    private boolean selected;
    private Tear planned = Tear.NOT;
    private int commandsToTear;
    private boolean tornInside;

    VirtualCard(Memory memory) {
        this.memory = memory;
    }

    /** The card that was saved in this file, without power until its first command; it goes on saving itself there. */
    public static VirtualCard load(Path file) {
        return of(Memory.load(file));
    }

    static VirtualCard of(Memory memory) {
        return switch (memory.text(Cell.KIND)) {
            case VirtualGids.KIND -> new VirtualGids(memory);
            case VirtualPiv.KIND -> new VirtualPiv(memory);
            default -> throw new IllegalArgumentException("not a card: kind is '" + memory.text(Cell.KIND) + "'");
        };
    }

    /** "GIDS" or "PIV". */
    public final synchronized String kind() {
        return memory.text(Cell.KIND);
    }

    /**
     * The 16 bytes that the card calls itself by, in upper-case hex: GIDS card id, PIV GUID. An administrator may
     * rewrite them; a blank card has none, and answers an empty string.
     */
    public final synchronized String id() {
        return memory.text(Cell.ID);
    }

    /** The answer-to-reset; the caller's own copy. */
    public final synchronized byte[] atr() {
        return memory.bytes(Cell.ATR);
    }

    /**
     * How often in its life the card's administrator key was written, torn writes included; the factory's value does
     * not count.
     */
    public final synchronized int keyWrites() {
        return memory.number(Cell.KEY_WRITES);
    }

    /** How often in its life the card's PIN was set; the factory's value does not count. */
    public final synchronized int pinWrites() {
        return memory.number(Cell.PIN_WRITES);
    }

    /** How many wrong administrator answers the card has had in its life, one-way and mutual. */
    public final synchronized int wrongAnswers() {
        return memory.number(Cell.ADMIN_REFUSALS_EVER);
    }

    /** Whether it is lost for good: it had too many wrong administrator answers in a row, or wrong PUKs. */
    public final synchronized boolean isLocked() {
        Pin puk = Pin.puk(memory);
        return new AdminKey(memory).isLocked() || (puk.limit() > 0 && puk.left() == 0);
    }

    /** Whether its PIN had too many wrong tries in a row: an administrator, or the PUK, can set it anew. */
    public final synchronized boolean isPinBlocked() {
        Pin pin = Pin.pin(memory);
        return pin.limit() > 0 && pin.left() == 0;
    }

    /** Whether it has no administrator key any more: the write of one was cut in the middle. */
    public final synchronized boolean hasLostItsKey() {
        return new AdminKey(memory).isLost();
    }

    /**
     * Tears the card out at the n-th command from now (1 is the next): the command takes effect, its answer is lost.
     */
    public final void pull(int n) {
        plan(Tear.AFTER, n);
    }

    /** As {@link #pull}, but the command is lost as well. */
    public final void pullBefore(int n) {
        plan(Tear.BEFORE, n);
    }

    /** As {@link #pull}, but in the middle: a key write that is not atomic leaves the card without a key. */
    public final void pullInside(int n) {
        plan(Tear.INSIDE, n);
    }

    private synchronized void plan(Tear tear, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("commands are counted from 1, not " + n);
        }
        planned = tear;
        commandsToTear = n;
    }

    /**
     * Takes the power away and gives it back: applet, challenge and authentication are forgotten, what was written
     * stays.
     */
    public final synchronized void reset() {
        selected = false;
        forget();
    }

    /**
     * Sends one command APDU and returns the response APDU, status word included; neither array is kept.
     *
     * @throws IllegalStateException if the card was to be torn out at this command; a reader says CardException
     */
    public final byte[] transmit(byte[] command) {
        return exchange(command).orElseThrow(() -> new IllegalStateException("the card was torn out"));
    }

    /** As {@link #transmit}, but empty where the card was torn out: it then has no power, and its reader no card. */
    public final synchronized Optional<byte[]> exchange(byte[] apdu) {
        Tear tear = nextTear();
        tornInside = tear == Tear.INSIDE;
        Optional<Answer> answer = tear == Tear.BEFORE ? Optional.empty() : Optional.of(answerTo(apdu));
        memory.save();
        if (tear == Tear.NOT) {
            return answer.map(Answer::bytes);
        }
        reset();
        return Optional.empty();
    }

    private Tear nextTear() {
        if (planned == Tear.NOT || --commandsToTear > 0) {
            return Tear.NOT;
        }
        Tear now = planned;
        planned = Tear.NOT;
        return now;
    }

    private Answer answerTo(byte[] apdu) {
        Optional<Command> command = Command.parse(apdu);
        if (command.isEmpty()) {
            return Answer.WRONG_LENGTH;
        }
        if (command.get().cla() != 0x00) {
            return Answer.UNKNOWN_CLASS;
        }
        if (command.get().ins() == 0xA4 && command.get().p1() == 0x04) {
            return select(command.get());
        }
        return selected ? answer(command.get()) : Answer.UNKNOWN_INSTRUCTION;
    }

    private Answer select(Command command) {
        byte[] name = command.data();
        byte[] aid = aid();
        if (name.length < SHORTEST_AID
                || name.length > aid.length
                || !Arrays.equals(name, Arrays.copyOf(aid, name.length))) {
            return Answer.NOT_FOUND;
        }
        if (command.p2() != TELL && command.p2() != TELL_NOTHING) {
            return Answer.WRONG_PARAMETERS;
        }
        forget();
        selected = true;
        return command.p2() == TELL ? Answer.data(template()) : Answer.OK;
    }

    /** True while a command is carried out in whose middle the card is torn out. */
    final boolean isTorn() {
        return tornInside;
    }

    /** Random, or the fixed bytes that the card was made with. */
    final byte[] challenge(int length) {
        byte[] fixed = memory.bytes(Cell.CHALLENGE);
        if (fixed.length > 0) {
            return Bytes.repeated(fixed, length);
        }
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return random;
    }

    abstract byte[] aid();

    /** The application property template that answers a SELECT. */
    abstract byte[] template();

    /** Answers a command of class 00, with the applet selected. */
    abstract Answer answer(Command command);

    /** Forgets what lives in RAM. */
    abstract void forget();

    @Override
    public final String toString() {
        return kind() + " card " + id();
    }
}
