package org.cardroom.agent.card;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.smartcardio.CardException;
import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.CommandApdu;
import org.cardroom.agent.apdu.ResponseApdu;
import org.cardroom.agent.apdu.StatusWord;
import org.cardroom.agent.card.GidsFileSystem.DataObject;
import org.cardroom.agent.card.GidsFileSystem.NewFile;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Initialises a GIDS card in creation state, in which no access conditions apply. What an earlier attempt did is kept or
 * done again; the last command ends the creation state.
 */
record GidsInitializer(ApduChannel channel) implements CardIdentification.CardInitializer {
    private static final Logger LOG = LoggerFactory.getLogger(GidsInitializer.class);
    private static final int FIRST_PIN = 0x0024_0180;
    private static final int CREATE = 0x00E0_0000;
    private static final int ACTIVATE = 0x0044_0000;
    private static final int SELECT = 0x00A4_000C;
    private static final int GET_DATA = 0x00CB_0000;
    private static final int PUT_DATA = 0x00DB_0000;
    private static final String MASTER_FILE = "3FFF";
    private static final int PIN_LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public CardResponse initialize(CardId id, AdminKey first) {
        try {
            return initializeFiles(id, first);
        } catch (CardException e) {
            LOG.debug("card removed during initialisation; error={}", e.getMessage());
            return new CardResponse.Removed();
        }
    }

    /** A card that refuses a first PIN but has the id is already initialised: only the report of it was lost. */
    private CardResponse initializeFiles(CardId id, AdminKey first) throws CardException {
        StatusWord pin = setFirstPin();
        if (!pin.isOk()) {
            return isStored(GidsFileSystem.idObject(id))
                    ? new CardResponse.Accepted()
                    : new CardResponse.Unexpected("first PIN: " + pin);
        }
        Optional<CardResponse> problem = createFiles();
        if (problem.isEmpty()) {
            problem = failure("first key", send(GidsCard.keyCommand(first)));
        }
        if (problem.isEmpty()) {
            problem = writeObjects(id);
        }
        return problem.isPresent() ? problem.get() : activateCard();
    }

    /** Sets a random PIN that is not kept: it is replaced when the card is issued. */
    private StatusWord setFirstPin() throws CardException {
        byte[] digits = new byte[PIN_LENGTH];
        for (int i = 0; i < PIN_LENGTH; i++) {
            digits[i] = (byte) ('0' + RANDOM.nextInt(10));
        }
        try (Pin pin = Pin.of(digits)) {
            return send(CommandApdu.of(FIRST_PIN, pin.length(), pin::copyInto));
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private Optional<CardResponse> createFiles() throws CardException {
        for (NewFile file : GidsFileSystem.FILES) {
            StatusWord created = send(CommandApdu.of(CREATE, file.parameters()));
            if (!created.isOk() && !send(CommandApdu.of(SELECT, file.id())).isOk()) {
                return failure("file " + file.id(), created);
            }
            Optional<CardResponse> problem = failure("file " + file.id(), send(CommandApdu.of(ACTIVATE)));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private StatusWord send(CommandApdu command) throws CardException {
        return channel.send(command).statusWord();
    }

    private Optional<CardResponse> writeObjects(CardId id) throws CardException {
        for (DataObject object : GidsFileSystem.objects(id)) {
            if (object.isErasedByRewrite() && isStored(object)) {
                continue;
            }
            StatusWord put = send(CommandApdu.of(PUT_DATA | object.file(), object.toTlvHex()));
            Optional<CardResponse> problem = failure("object " + object.name(), put);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private boolean isStored(DataObject object) throws CardException {
        ResponseApdu response = channel.send(
                CommandApdu.of(GET_DATA | object.file(), "5C02" + object.name()).expectingData());
        return response.statusWord().isOk() && object.isPresentIn(response);
    }

    private CardResponse activateCard() throws CardException {
        StatusWord selected = send(CommandApdu.of(SELECT, MASTER_FILE));
        StatusWord activated = selected.isOk() ? send(CommandApdu.of(ACTIVATE)) : selected;
        return failure("activation", activated).orElse(new CardResponse.Accepted());
    }

    private static Optional<CardResponse> failure(String what, StatusWord statusWord) {
        return statusWord.isOk()
                ? Optional.empty()
                : Optional.of(new CardResponse.Unexpected(what + ": " + statusWord));
    }
}
