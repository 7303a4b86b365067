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
 * Where on this machine a USB device is plugged in. Its address on the bus is another each time; its port is not.
 *
 * @param name as Linux writes it: 1-2.4 is bus 1, port 2, and there port 4
 */
record UsbPort(String name) {
    private static final Logger LOG = LoggerFactory.getLogger(UsbPort.class);
    private static final int USB = 0x0020;

    /**
     * That of a reader.
     *
     * @param channel PC/SC's attribute: bytes 0x0020 (USB) in the upper half, bus and address below, little-endian
     * @param devices the folder where Linux shows its devices
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
            LOG.debug("{} does not show the devices: {}", devices, e.getMessage());
        }
        return Optional.empty();
    }

    private static int readNumber(Path file) throws IOException {
        return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : -1;
    }
}
