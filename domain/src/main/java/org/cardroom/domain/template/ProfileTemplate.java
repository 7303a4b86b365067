package org.cardroom.domain.template;

import java.util.regex.Pattern;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * A profile template: what a request that names it makes of a card. Checked when it is made, so that a template that
 * exists can be issued.
 *
 * @param name unique; a later template of the same name is its next version
 * @param kind the card application it is for
 * @param algorithm of the administrator key, before and after
 * @param initialKey what cards come with
 * @param diversify whether each card gets an administrator key of its own
 * @param userPinOption who makes the PIN
 * @param pin what PINs are allowed; digits, six of them, where it says nothing
 * @param initialPuk PIV: the alias of the PUK that cards come with
 * @param initialise GIDS: whether blank cards are taken too, and initialised with the initial key; absent for no
 * @param approvals how many have to approve a request that comes over HTTP, 0 or 1; absent for 1
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
        refuse(
                kind == CardKind.PIV && (pin.length() > 8 || pin.length() < 6),
                "pin.length must be 6 to 8 for PIV, this is " + pin.length());
        refuse(
                kind == CardKind.PIV && pin.characters() != PinRules.PinCharacters.DIGITS,
                "pin.characters must be DIGITS for PIV");
    }

    /** For cards that come initialised. */
    public ProfileTemplate(
            String name,
            CardKind kind,
            KeyAlgorithm algorithm,
            InitialKeyRef initialKey,
            boolean diversify,
            UserPinOption userPinOption,
            @Nullable PinRules pin,
            @Nullable String initialPuk) {
        this(name, kind, algorithm, initialKey, diversify, userPinOption, pin, initialPuk, null);
    }

    /** Whose requests over HTTP somebody has to approve. */
    public ProfileTemplate(
            String name,
            CardKind kind,
            KeyAlgorithm algorithm,
            InitialKeyRef initialKey,
            boolean diversify,
            UserPinOption userPinOption,
            @Nullable PinRules pin,
            @Nullable String initialPuk,
            @Nullable Boolean initialise) {
        this(name, kind, algorithm, initialKey, diversify, userPinOption, pin, initialPuk, initialise, null);
    }

    /** JSON may leave out what the type cannot. */
    static void requirePresent(String what, @Nullable Object value) {
        refuse(value == null, what + " is missing");
    }

    private static void refuse(boolean bad, String reason) {
        if (bad) {
            throw new IllegalArgumentException(reason);
        }
    }

    /** Whether somebody has to approve a request that comes over HTTP. */
    public boolean needsApproval() {
        return approvals == null || approvals > 0;
    }

    /** Its PIN rules. */
    public PinRules pinRules() {
        return pin == null ? PinRules.DEFAULT : pin;
    }
}
