package org.cardroom.agent.reader;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cardroom.events.codec.MessageValidation;
import org.jspecify.annotations.Nullable;

/**
 * Selects the reader of one slot. All criteria must match.
 * @param slot the slot's name
 * @param reader a regular expression that must match a part of the reader's name
 * @param serial the reader's serial number
 * @param usb the USB port as Linux names it: 1-2.4 is port 4 of the hub at port 2 of bus 1
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

    /** Returns whether the rule needs more than the reader's name. */
    boolean needsAttributes() {
        return serial != null || usb != null;
    }
}
