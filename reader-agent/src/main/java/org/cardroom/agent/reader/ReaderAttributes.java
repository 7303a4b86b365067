package org.cardroom.agent.reader;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells one reader from another of its make; each absent where the reader or its driver does not tell.
 *
 * @param serial its serial number
 * @param usb where it is plugged in, such as 1-2.4
 */
record ReaderAttributes(@Nullable String serial, @Nullable String usb) {
    static final ReaderAttributes NONE = new ReaderAttributes(null, null);

    /** pcsc-lite: the make, the interface in brackets, the serial in brackets, two numbers. */
    private static final Pattern SERIAL = Pattern.compile("\\(([^()]+)\\) [0-9A-F]{2} [0-9A-F]{2}$");

    /** As far as a reader's name says it. */
    static ReaderAttributes fromReaderName(String name) {
        Matcher serial = SERIAL.matcher(name);
        return serial.find() ? new ReaderAttributes(serial.group(1), null) : NONE;
    }
}
