package org.cardroom.agent.reader;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks pcsc-lite for a reader's attributes; jnasmartcardio does not. Where the platform, the driver or the reader does
 * not tell, what stands in the reader's name has to do.
 */
final class PcscTraits implements Function<String, Traits> {
    private static final Logger LOG = LoggerFactory.getLogger(PcscTraits.class);
    private static final Path USB = Path.of("/sys/bus/usb/devices");

    @Override
    public Traits apply(String reader) {
        Traits named = Traits.in(reader);
        if (!Platform.isLinux()) {
            return named;
        }
        try {
            Pcsclite pcsc = Native.load("libpcsclite.so.1", Pcsclite.class);
            try (PcscAttributes attributes = PcscAttributes.of(pcsc, reader)) {
                String serial =
                        attributes.get(Pcsclite.SERIAL).map(PcscTraits::text).orElse("");
                String usb =
                        attributes.get(Pcsclite.CHANNEL).flatMap(this::port).orElse(null);
                return new Traits(serial.isEmpty() ? named.serial() : serial, usb);
            }
        } catch (LinkageError e) {
            LOG.debug("{} is not asked for its attributes: {}", reader, e.getMessage());
            return named;
        }
    }

    private Optional<String> port(byte[] channel) {
        return UsbPort.of(channel, USB).map(UsbPort::name);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+$", "")
                .strip();
    }
}
