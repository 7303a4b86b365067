package org.cardroom.testkit.gids;

import java.util.function.BooleanSupplier;

/**
 * Who may do what, by the condition bytes of compact access rules (ISO 7816-4, 5.4.3.1).
 * @param creation whether the card is being initialised: everybody is user and administrator then
 */
public record GidsAccessRule(BooleanSupplier creation, BooleanSupplier user, BooleanSupplier administrator) {
    static final int ALWAYS = 0x00;

    private static final int NEVER = 0xFF;
    private static final int USER = 0x10;
    private static final int ADMINISTRATOR = 0x20;

    boolean grants(int condition) {
        if (condition == ALWAYS || condition == NEVER) {
            return condition == ALWAYS;
        }
        return creation.getAsBoolean()
                || ((condition & USER) != 0 && user.getAsBoolean())
                || ((condition & ADMINISTRATOR) != 0 && administrator.getAsBoolean());
    }
}
