package org.cardroom.events.channel;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.events.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * Binary encoding of instructions before they are sealed: the type, then each field as length and bytes; an absent field
 * has length 0. Own code and not JSON, because a JSON library turns secrets into strings, which cannot be cleared.
 */
final class InstructionCodec {
    private static final int LARGEST = 256;
    private static final byte PUT_KEY = 1;
    private static final byte REJECT = 3;
    private static final byte REQUEST_MUTUAL_AUTH = 4;
    private static final byte INITIALISE = 5;
    private static final byte SET_PIN = 6;
    private static final byte DELIVER_ADMIN_KEY = 7;
    private static final byte DELIVER_AUTHENTICATION_RESPONSE = 8;
    private static final byte DELIVER_PIN = 9;
    private static final byte REQUEST_END_ACKNOWLEDGED = 10;

    private InstructionCodec() {}

    /** Encodes an instruction; the caller clears the bytes. */
    static byte[] encode(Instruction instruction) {
        ByteBuffer out = ByteBuffer.allocate(LARGEST);
        if (instruction instanceof Instruction.PutKey putKey) {
            field(out.put(PUT_KEY), putKey.answer());
            key(out, putKey.replacement());
        } else if (instruction instanceof Instruction.SetPin setPin) {
            field(out.put(SET_PIN), setPin.answer());
            field(out, setPin.proof());
            field(out, setPin.proposed());
            field(out, setPin.newPuk());
            setPin.pukCandidates().forEach(puk -> field(out, puk));
        } else if (instruction instanceof Instruction.Reject reject) {
            out.put(REJECT).put(HpkeSuite.utf8(reject.reason().name()));
        } else if (instruction instanceof Instruction.RequestMutualAuth) {
            out.put(REQUEST_MUTUAL_AUTH);
        } else if (instruction instanceof Instruction.Initialise initialise) {
            key(out.put(INITIALISE), initialise.initialKey());
        } else {
            encodeDelivery(out, instruction);
        }
        byte[] bytes = Arrays.copyOf(out.array(), out.position());
        Arrays.fill(out.array(), (byte) 0);
        return bytes;
    }

    private static void encodeDelivery(ByteBuffer out, Instruction instruction) {
        if (instruction instanceof Instruction.DeliverAdminKey give) {
            key(out.put(DELIVER_ADMIN_KEY), give.key());
        } else if (instruction instanceof Instruction.DeliverAuthenticationResponse give) {
            field(out.put(DELIVER_AUTHENTICATION_RESPONSE), give.answer());
        } else if (instruction instanceof Instruction.DeliverPin give) {
            field(out.put(DELIVER_PIN), give.pin());
        } else if (instruction instanceof Instruction.RequestEndAcknowledged) {
            out.put(REQUEST_END_ACKNOWLEDGED);
        }
    }

    /**
     * Decodes what {@link #encode} returned.
     * @throws IllegalArgumentException if the type is unknown, or a field is missing or malformed
     */
    static Instruction decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return switch (in.get()) {
                case PUT_KEY -> putKey(in);
                case SET_PIN -> setPin(in);
                case REJECT -> reject(in);
                case REQUEST_MUTUAL_AUTH -> requireEnd(in, new Instruction.RequestMutualAuth());
                case INITIALISE -> requireEnd(in, new Instruction.Initialise(key(in)));
                case DELIVER_ADMIN_KEY -> requireEnd(in, new Instruction.DeliverAdminKey(key(in)));
                case DELIVER_AUTHENTICATION_RESPONSE ->
                    requireEnd(
                            in,
                            new Instruction.DeliverAuthenticationResponse(required(in, AuthenticationResponse::of)));
                case DELIVER_PIN -> requireEnd(in, new Instruction.DeliverPin(required(in, Pin::of)));
                case REQUEST_END_ACKNOWLEDGED -> requireEnd(in, new Instruction.RequestEndAcknowledged());
                default -> throw new IllegalArgumentException("unknown instruction type");
            };
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("truncated instruction", e);
        }
    }

    private static Instruction putKey(ByteBuffer in) {
        AuthenticationResponse answer = required(in, AuthenticationResponse::of);
        return new Instruction.PutKey(answer, key(in));
    }

    private static Instruction setPin(ByteBuffer in) {
        AuthenticationResponse answer = required(in, AuthenticationResponse::of);
        CardAuthenticationProof proof = field(in, CardAuthenticationProof::of);
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
                RejectionReason.valueOf(StandardCharsets.UTF_8.decode(in).toString()));
    }

    private static Instruction requireEnd(ByteBuffer in, Instruction instruction) {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("trailing bytes after the instruction");
        }
        return instruction;
    }

    private static void key(ByteBuffer out, AdminKey key) {
        field(out.put((byte) key.algorithm().reference()), key);
    }

    private static AdminKey key(ByteBuffer in) {
        KeyAlgorithm algorithm = KeyAlgorithm.fromReference(in.get());
        return required(in, bytes -> AdminKey.of(algorithm, bytes));
    }

    private static void field(ByteBuffer out, @Nullable SecretBytes secret) {
        if (secret == null) {
            out.put((byte) 0);
        } else {
            secret.copyInto(out.put((byte) secret.length()));
        }
    }

    private static <T extends SecretBytes> @Nullable T field(ByteBuffer in, Function<byte[], T> type) {
        byte[] bytes = new byte[in.get()];
        in.get(bytes);
        try {
            return bytes.length == 0 ? null : type.apply(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static <T extends SecretBytes> T required(ByteBuffer in, Function<byte[], T> type) {
        T secret = field(in, type);
        if (secret == null) {
            throw new IllegalArgumentException("missing field in the instruction");
        }
        return secret;
    }
}
