package org.cardroom.agent.reader;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a reader's attributes from pcsc-lite, which jnasmartcardio has no method for. Without support by the platform,
 * the driver or the reader, only the serial number in the reader's name is known.
 */
final class ReaderAttributeLookup implements Function<String, ReaderAttributes> {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderAttributeLookup.class);
    private static final Path USB = Path.of("/sys/bus/usb/devices");

    @Override
    public ReaderAttributes apply(String reader) {
        ReaderAttributes named = ReaderAttributes.fromReaderName(reader);
        if (!Platform.isLinux()) {
            return named;
        }
        try {
            PcscLiteLibrary pcsc = Native.load("libpcsclite.so.1", PcscLiteLibrary.class);
            try (PcscReaderHandle handle = PcscReaderHandle.open(pcsc, reader)) {
                String serial = handle.readAttribute(PcscLiteLibrary.SCARD_ATTR_VENDOR_IFD_SERIAL_NO)
                        .map(ReaderAttributeLookup::text)
                        .orElse("");
                String usb = handle.readAttribute(PcscLiteLibrary.SCARD_ATTR_CHANNEL_ID)
                        .flatMap(channel -> UsbPort.find(channel, USB))
                        .map(UsbPort::name)
                        .orElse(null);
                return new ReaderAttributes(serial.isEmpty() ? named.serial() : serial, usb);
            }
        } catch (LinkageError e) {
            LOG.debug("cannot read attributes; reader={}, error={}", reader, e.getMessage());
            return named;
        }
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+$", "")
                .strip();
    }
}
