package org.cardroom.gateway.secrets;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.cardroom.events.secret.Pin;
import org.cardroom.events.secret.SecretBytes;

/** Writes a secret as a JSON string and clears it. The only place of this module that turns secrets into bytes. */
final class SecretJsonWriter {
    private SecretJsonWriter() {}

    /** Writes a PIN. It is printable ASCII, of which JSON escapes two characters. */
    static byte[] writePin(Pin pin) {
        byte[] bytes = bytes(pin);
        ByteBuffer quoted = ByteBuffer.allocate(2 + 2 * bytes.length).put((byte) '"');
        for (byte b : bytes) {
            if (b == '"' || b == '\\') {
                quoted.put((byte) '\\');
            }
            quoted.put(b);
        }
        Arrays.fill(bytes, (byte) 0);
        return Arrays.copyOf(quoted.put((byte) '"').array(), quoted.position());
    }

    /** Writes a key or an authentication response in base64. */
    static byte[] writeBase64(SecretBytes secret) {
        byte[] bytes = bytes(secret);
        byte[] text = Base64.getEncoder().encode(bytes);
        Arrays.fill(bytes, (byte) 0);
        ByteBuffer quoted = ByteBuffer.allocate(text.length + 2);
        return quoted.put((byte) '"').put(text).put((byte) '"').array();
    }

    private static byte[] bytes(SecretBytes secret) {
        try (secret) {
            ByteBuffer bytes = ByteBuffer.allocate(secret.length());
            secret.copyInto(bytes);
            return bytes.array();
        }
    }
}
