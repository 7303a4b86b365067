package org.cardroom.agent.reader;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The serial number and USB port (such as 1-2.4) of a reader; each is absent if the reader does not provide it. */
record ReaderAttributes(@Nullable String serial, @Nullable String usb) {
    static final ReaderAttributes NONE = new ReaderAttributes(null, null);

    /** pcsc-lite: model [interface] (serial) and two hexadecimal numbers. */
    private static final Pattern SERIAL = Pattern.compile("\\(([^()]+)\\) [0-9A-F]{2} [0-9A-F]{2}$");

    /** Returns the attributes that a reader's name contains. */
    static ReaderAttributes fromReaderName(String name) {
        Matcher serial = SERIAL.matcher(name);
        return serial.find() ? new ReaderAttributes(serial.group(1), null) : NONE;
    }
}
