package org.cardroom.domain.template;

import java.util.regex.Pattern;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * A profile template: how the cards of a request are issued. The constructor validates it.
 * @param name unique; a changed template of the same name becomes the next version
 * @param kind card application
 * @param algorithm algorithm of the administrator key, initial and new
 * @param initialKey the administrator key of unissued cards
 * @param diversify whether each card gets its own administrator key
 * @param userPinOption source of the PIN
 * @param pin format of generated PINs; null for {@link PinRules#DEFAULT}
 * @param initialPuk PIV: alias of the PUK of unissued cards
 * @param initialise GIDS: whether blank cards are initialised with the initial key; null for no
 * @param approvals approvals that an HTTP request needs, 0 or 1; null for 1
 */
public record ProfileTemplate(
        String name,
        CardKind kind,
        KeyAlgorithm algorithm,
        InitialKeyRef initialKey,
        boolean diversify,
        UserPinOption userPinOption,
        @Nullable PinRules pin,
        @Nullable String initialPuk,
        @Nullable Boolean initialise,
        @Nullable Integer approvals) {
    private static final Pattern NAME = Pattern.compile("[\\w][\\w .-]{0,62}");

    public ProfileTemplate {
        pin = pin == null ? PinRules.DEFAULT : pin;
        initialise = Boolean.TRUE.equals(initialise) ? Boolean.TRUE : null;
        requirePresent("name", name);
        requirePresent("kind", kind);
        requirePresent("algorithm", algorithm);
        requirePresent("initialKey", initialKey);
        requirePresent("userPinOption", userPinOption);
        refuse(!NAME.matcher(name).matches(), "name must be 1 to 63 letters, digits, spaces, dots or dashes");
        refuse(kind == CardKind.GIDS && algorithm != KeyAlgorithm.TDES, "GIDS has no algorithm but 3DES");
        refuse(kind == CardKind.PIV && initialPuk == null, "a PIV template must name its initialPuk");
        refuse(kind == CardKind.GIDS && initialPuk != null, "GIDS has no PUK");
        refuse(approvals != null && (approvals < 0 || approvals > 1), "approvals can only be 0 or 1");
        refuse(kind != CardKind.GIDS && initialise != null, "only GIDS cards are initialised");
        refuse(
                userPinOption == UserPinOption.CUSTOM_SERVER_DISTRIBUTED,
                "userPinOption CustomServerDistributed needs a plug-in, and there is none yet");
        boolean badLength = kind == CardKind.PIV && (pin.length() > 8 || pin.length() < 6);
        refuse(badLength, "pin.length must be 6 to 8 for PIV, this is " + pin.length());
        boolean badAlphabet = kind == CardKind.PIV && pin.characters() != PinRules.PinCharacters.DIGITS;
        refuse(badAlphabet, "pin.characters must be DIGITS for PIV");
    }

    /** Rejects null, which JSON may leave in a component that is not nullable. */
    static void requirePresent(String what, @Nullable Object value) {
        refuse(value == null, what + " is missing");
    }

    private static void refuse(boolean bad, String reason) {
        if (bad) {
            throw new IllegalArgumentException(reason);
        }
    }

    /** Whether HTTP requests need an approval. */
    public boolean needsApproval() {
        return approvals == null || approvals > 0;
    }

    /** The PIN format, never null. */
    public PinRules pinRules() {
        return pin == null ? PinRules.DEFAULT : pin;
    }
}
