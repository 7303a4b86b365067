package org.cardroom.processor.provisioning;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.secret.Pin;
import org.cardroom.events.secret.SecretBytes;

/** Secrets in every form that they could leak in: hex of both cases, base64, text, a list of numbers. */
final class Needles {
    private final Map<String, Pattern> forms = new LinkedHashMap<>();

    void add(String name, SecretBytes secret) {
        ByteBuffer bytes = ByteBuffer.allocate(secret.length());
        secret.copyInto(bytes);
        String hex = HexFormat.of().formatHex(bytes.array());
        literal(name + " in hex", hex);
        literal(name + " in upper-case hex", hex.toUpperCase(Locale.ROOT));
        literal(name + " in base64", base64(bytes.array()));
        literal(name + " in numbers", Arrays.toString(bytes.array()).replaceAll("[\\[\\]]", ""));
        inHex(name + " in hex, as bytes", hex);
        inHex(name + " in base64, as bytes", base64(bytes.array()));
        if (secret instanceof Pin) {
            String text = new String(bytes.array(), StandardCharsets.US_ASCII);
            forms.put(name + " in text", Pattern.compile("(?<![0-9A-Za-z])" + text + "(?![0-9A-Za-z])"));
        }
    }

    void add(Instruction instruction) {
        if (instruction instanceof Instruction.PutKey putKey) {
            add("the first answer", putKey.answer());
            add("the derived key", putKey.replacement());
        } else if (instruction instanceof Instruction.SetPin setPin) {
            add("the second answer", setPin.answer());
            add("the PIN", setPin.proposed());
            if (setPin.proof() != null) {
                add("the answer both ways", setPin.answer());
                add("the card's proof", setPin.proof());
            }
            if (setPin.newPuk() != null) {
                add("the PUK", setPin.newPuk());
            }
        }
    }

    /** What a client of the HTTP API is given. */
    void addGiven(Instruction instruction) {
        if (instruction instanceof Instruction.DeliverAdminKey give) {
            add("the key given", give.key());
        } else if (instruction instanceof Instruction.DeliverAuthenticationResponse give) {
            add("the answer given", give.answer());
        } else if (instruction instanceof Instruction.DeliverPin give) {
            add("the PIN given", give.pin());
        }
    }

    /** What of it is in there. */
    List<String> in(String haystack) {
        return forms.entrySet().stream()
                .filter(form -> form.getValue().matcher(haystack).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void literal(String name, String text) {
        forms.put(name, Pattern.compile(Pattern.quote(text)));
    }

    /** As the database shows bytes. */
    private void inHex(String name, String text) {
        literal(name, HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
