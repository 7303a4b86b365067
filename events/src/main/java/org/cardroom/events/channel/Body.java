package org.cardroom.events.channel;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardProof;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.events.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an instruction before they are sealed: its type, then each field as length and bytes; an absent one has
 * length 0. Bytes and not JSON, so that no secret becomes a string that cannot be cleared.
 */
final class Body {
    private static final int LARGEST = 256;
    private static final byte PUT_KEY = 1;
    private static final byte REJECT = 3;
    private static final byte PROVE = 4;
    private static final byte INITIALISE = 5;
    /** 2 was one without a proof: who knows only that one would take these fields for others. */
    private static final byte SET_PIN = 6;

    private static final byte GIVE_KEY = 7;
    private static final byte GIVE_ANSWER = 8;
    private static final byte GIVE_PIN = 9;
    private static final byte ENDED = 10;

    private Body() {}

    /** The bytes, for the caller to clear. */
    static byte[] write(Instruction instruction) {
        ByteBuffer out = ByteBuffer.allocate(LARGEST);
        if (instruction instanceof Instruction.PutKey putKey) {
            field(out.put(PUT_KEY), putKey.answer());
            key(out, putKey.replacement());
        } else if (instruction instanceof Instruction.SetPin setPin) {
            field(out.put(SET_PIN), setPin.answer());
            field(out, setPin.proof());
            field(out, setPin.proposed());
            field(out, setPin.nextPuk());
            setPin.puks().forEach(puk -> field(out, puk));
        } else if (instruction instanceof Instruction.Reject reject) {
            out.put(REJECT).put(Suite.utf8(reject.reason().name()));
        } else if (instruction instanceof Instruction.Prove) {
            out.put(PROVE);
        } else if (instruction instanceof Instruction.Initialise initialise) {
            key(out.put(INITIALISE), initialise.first());
        } else {
            given(out, instruction);
        }
        byte[] bytes = Arrays.copyOf(out.array(), out.position());
        Arrays.fill(out.array(), (byte) 0);
        return bytes;
    }

    private static void given(ByteBuffer out, Instruction instruction) {
        if (instruction instanceof Instruction.GiveKey give) {
            key(out.put(GIVE_KEY), give.key());
        } else if (instruction instanceof Instruction.GiveAnswer give) {
            field(out.put(GIVE_ANSWER), give.answer());
        } else if (instruction instanceof Instruction.GivePin give) {
            field(out.put(GIVE_PIN), give.pin());
        } else if (instruction instanceof Instruction.Ended) {
            out.put(ENDED);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is nothing that this version writes
     */
    static Instruction read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return switch (in.get()) {
                case PUT_KEY -> putKey(in);
                case SET_PIN -> setPin(in);
                case REJECT -> reject(in);
                case PROVE -> whole(in, new Instruction.Prove());
                case INITIALISE -> whole(in, new Instruction.Initialise(key(in)));
                case GIVE_KEY -> whole(in, new Instruction.GiveKey(key(in)));
                case GIVE_ANSWER -> whole(in, new Instruction.GiveAnswer(required(in, AuthenticationResponse::of)));
                case GIVE_PIN -> whole(in, new Instruction.GivePin(required(in, Pin::of)));
                case ENDED -> whole(in, new Instruction.Ended());
                default -> throw new IllegalArgumentException("an instruction of a type that is not known here");
            };
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("an instruction that ends early", e);
        }
    }

    private static Instruction putKey(ByteBuffer in) {
        AuthenticationResponse answer = required(in, AuthenticationResponse::of);
        return new Instruction.PutKey(answer, key(in));
    }

    private static Instruction setPin(ByteBuffer in) {
        AuthenticationResponse answer = required(in, AuthenticationResponse::of);
        CardProof proof = field(in, CardProof::of);
        Pin proposed = field(in, Pin::of);
        Pin nextPuk = field(in, Pin::of);
        List<Pin> puks = new ArrayList<>();
        while (in.hasRemaining()) {
            puks.add(required(in, Pin::of));
        }
        return new Instruction.SetPin(answer, proof, proposed, puks, nextPuk);
    }

    private static Instruction reject(ByteBuffer in) {
        return new Instruction.Reject(
                Rejection.valueOf(StandardCharsets.UTF_8.decode(in).toString()));
    }

    private static Instruction whole(ByteBuffer in, Instruction instruction) {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("an instruction that does not end");
        }
        return instruction;
    }

    private static void key(ByteBuffer out, AdminKey key) {
        field(out.put((byte) key.algorithm().reference()), key);
    }

    private static AdminKey key(ByteBuffer in) {
        KeyAlgorithm algorithm = KeyAlgorithm.referenced(in.get());
        return required(in, bytes -> AdminKey.of(algorithm, bytes));
    }

    private static void field(ByteBuffer out, @Nullable Secret secret) {
        if (secret == null) {
            out.put((byte) 0);
        } else {
            secret.copyInto(out.put((byte) secret.length()));
        }
    }

    private static <T extends Secret> @Nullable T field(ByteBuffer in, Function<byte[], T> type) {
        byte[] bytes = new byte[in.get()];
        in.get(bytes);
        try {
            return bytes.length == 0 ? null : type.apply(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static <T extends Secret> T required(ByteBuffer in, Function<byte[], T> type) {
        T secret = field(in, type);
        if (secret == null) {
            throw new IllegalArgumentException("an instruction that lacks a field");
        }
        return secret;
    }
}
