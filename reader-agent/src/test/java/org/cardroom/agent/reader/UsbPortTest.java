package org.cardroom.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsbPortTest {
    @TempDir
    private Path devices;

    @BeforeEach
    void plugIn() throws IOException {
        device("1-2.4", 1, 17);
        device("2-1", 2, 17);
        Files.createDirectory(devices.resolve("1-2.4:1.0"));
    }

    private void device(String name, int bus, int address) throws IOException {
        Path device = Files.createDirectory(devices.resolve(name));
        Files.writeString(device.resolve("busnum"), bus + "\n");
        Files.writeString(device.resolve("devnum"), address + "\n");
    }

    private static byte[] channel(int bus, int address, int kind) {
        return new byte[] {(byte) address, (byte) bus, (byte) kind, 0};
    }

    @Test
    void findsThePortOfABusAddress() {
        assertThat(UsbPort.find(channel(1, 17, 0x20), devices)).contains(new UsbPort("1-2.4"));
        assertThat(UsbPort.find(channel(2, 17, 0x20), devices)).contains(new UsbPort("2-1"));
    }

    @Test
    void findsNoneForWhatIsNotThere() {
        assertThat(UsbPort.find(channel(3, 17, 0x20), devices)).isEmpty();
        assertThat(UsbPort.find(channel(1, 17, 0x20), devices.resolve("none"))).isEmpty();
    }

    @Test
    void findsNoneForOtherChannelsThanUsb() {
        assertThat(UsbPort.find(channel(1, 17, 0x01), devices)).isEmpty();
        assertThat(UsbPort.find(new byte[3], devices)).isEmpty();
    }
}
