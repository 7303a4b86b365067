package org.cardroom.agent.reader;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cardroom.events.codec.MessageValidation;
import org.jspecify.annotations.Nullable;

/**
 * Which reader one slot is: the one that all of this fits.
 *
 * @param slot its name
 * @param reader a regular expression that the reader's name has in it
 * @param serial the reader's serial number
 * @param usb where it is plugged in, as Linux writes it: 1-2.4 is bus 1, port 2, and there port 4
 */
record SlotRule(
        String slot,
        @Nullable String reader,
        @Nullable String serial,
        @Nullable String usb) {
    SlotRule {
        MessageValidation.requireName("a slot's name", slot);
        if (reader == null && serial == null && usb == null) {
            throw new IllegalArgumentException("slot " + slot + " must have a reader, a serial or a usb");
        }
        try {
            Pattern.compile(reader == null ? "" : reader);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("slot " + slot + ": not a regular expression: " + reader, e);
        }
    }

    boolean matches(String name, ReaderAttributes attributes) {
        return (reader == null || Pattern.compile(reader).matcher(name).find())
                && (serial == null || serial.equals(attributes.serial()))
                && (usb == null || usb.equals(attributes.usb()));
    }

    /** Whether the reader's name alone does not tell. */
    boolean needsAttributes() {
        return serial != null || usb != null;
    }
}
