package org.cardroom.agent.card;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.smartcardio.CardException;
import org.cardroom.agent.card.GidsContents.DataObject;
import org.cardroom.agent.card.GidsContents.NewFile;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a card of a GIDS card in creation state, in which everybody may do everything. What an earlier attempt has done
 * is found and kept, or done again; the last command ends that state.
 */
final class GidsInitialisation implements Identification.Initialiser {
    private static final Logger LOG = LoggerFactory.getLogger(GidsInitialisation.class);
    private static final int FIRST_PIN = 0x0024_0180;
    private static final int CREATE = 0x00E0_0000;
    private static final int ACTIVATE = 0x0044_0000;
    private static final int SELECT = 0x00A4_000C;
    private static final int GET_DATA = 0x00CB_0000;
    private static final int PUT_DATA = 0x00DB_0000;
    private static final String WHOLE_CARD = "3FFF";
    private static final int PIN_LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Wire wire;

    GidsInitialisation(Wire wire) {
        this.wire = wire;
    }

    @Override
    public CardResponse initialise(CardId id, AdminKey first) {
        try {
            return initialised(id, first);
        } catch (CardException e) {
            LOG.debug("the card left while it was initialised: {}", e.getMessage());
            return new CardResponse.Removed();
        }
    }

    /** A card that refuses a first PIN and bears the id already is made: only the report of it was lost. */
    private CardResponse initialised(CardId id, AdminKey first) throws CardException {
        StatusWord pin = setPin();
        if (!pin.isOk()) {
            return has(GidsContents.id(id)) ? new CardResponse.Accepted() : new CardResponse.Unexpected("first PIN: " + pin);
        }
        Optional<CardResponse> problem = createFiles();
        if (problem.isEmpty()) {
            problem = failed("first key", wire.send(Gids.keyCommand(first)).word());
        }
        if (problem.isEmpty()) {
            problem = fill(id);
        }
        return problem.isPresent() ? problem.get() : end();
    }

    /** Nobody will know it: it is replaced while the card is issued, or by whoever resets it for its user. */
    private StatusWord setPin() throws CardException {
        byte[] digits = new byte[PIN_LENGTH];
        for (int i = 0; i < PIN_LENGTH; i++) {
            digits[i] = (byte) ('0' + RANDOM.nextInt(10));
        }
        try (Pin pin = Pin.of(digits)) {
            return wire.send(Command.of(FIRST_PIN, pin.length(), pin::copyInto)).word();
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private Optional<CardResponse> createFiles() throws CardException {
        for (NewFile file : GidsContents.FILES) {
            StatusWord created =
                    wire.send(Command.of(CREATE, file.parameters())).word();
            if (!created.isOk() && !select(file.id()).isOk()) {
                return failed("file " + file.id(), created);
            }
            Optional<CardResponse> problem = failed("file " + file.id(), activate());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private StatusWord select(String file) throws CardException {
        return wire.send(Command.of(SELECT, file)).word();
    }

    private StatusWord activate() throws CardException {
        return wire.send(Command.of(ACTIVATE)).word();
    }

    private Optional<CardResponse> fill(CardId id) throws CardException {
        for (DataObject object : GidsContents.objects(id)) {
            if (object.vanishesIfWrittenTwice() && has(object)) {
                continue;
            }
            StatusWord put = wire.send(Command.of(PUT_DATA | object.file(), object.bytes()))
                    .word();
            Optional<CardResponse> problem = failed("object " + object.name(), put);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private boolean has(DataObject object) throws CardException {
        Answer answer = wire.send(
                Command.of(GET_DATA | object.file(), "5C02" + object.name()).expectingData());
        return answer.word().isOk() && object.isIn(answer);
    }

    private CardResponse end() throws CardException {
        StatusWord selected = select(WHOLE_CARD);
        StatusWord ended = selected.isOk() ? activate() : selected;
        return failed("activation", ended).orElse(new CardResponse.Accepted());
    }

    private static Optional<CardResponse> failed(String what, StatusWord word) {
        return word.isOk() ? Optional.empty() : Optional.of(new CardResponse.Unexpected(what + ": " + word));
    }
}
