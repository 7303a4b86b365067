package org.cardroom.agent.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A USB port. A device's address changes each time it is plugged in; its port does not.
 * @param name as Linux names it: 1-2.4 is port 4 of the hub at port 2 of bus 1
 */
record UsbPort(String name) {
    private static final Logger LOG = LoggerFactory.getLogger(UsbPort.class);
    private static final int USB = 0x0020;

    /**
     * Finds the port of a reader; empty if it is not a USB reader or not found.
     * @param channel the attribute SCARD_ATTR_CHANNEL_ID: 0x0020 (USB) in the upper half, bus and address in the lower,
     *     little-endian
     * @param devices the directory of Linux' USB devices
     */
    static Optional<UsbPort> find(byte[] channel, Path devices) {
        if (channel.length < Integer.BYTES) {
            return Optional.empty();
        }
        int id = ByteBuffer.wrap(channel).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return id >>> 16 == USB ? findByAddress((id >>> 8) & 0xFF, id & 0xFF, devices) : Optional.empty();
    }

    private static Optional<UsbPort> findByAddress(int bus, int address, Path devices) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(devices)) {
            for (Path device : found) {
                if (readNumber(device.resolve("busnum")) == bus && readNumber(device.resolve("devnum")) == address) {
                    return Optional.of(new UsbPort(String.valueOf(device.getFileName())));
                }
            }
        } catch (IOException e) {
            LOG.debug("cannot list the USB devices; directory={}, error={}", devices, e.getMessage());
        }
        return Optional.empty();
    }

    private static int readNumber(Path file) throws IOException {
        return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : -1;
    }
}
