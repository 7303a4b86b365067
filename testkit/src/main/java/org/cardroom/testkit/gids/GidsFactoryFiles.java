package org.cardroom.testkit.gids;

import java.util.List;
import java.util.stream.Collectors;
import org.cardroom.testkit.apdu.ByteArrays;

/** The files that an initialised card leaves the factory with (as OpenSC's gids-tool makes them). */
public final class GidsFactoryFiles {
    private static final List<String> FILES = List.of(
            "A000 033000", "A010 033000", "A011 0330FF", "A012 032000", "A013 033030", "A014 032020", "B080 870020FF");

    private GidsFactoryFiles() {}

    /** Empty files, but for what an operating system asks for: directory, applications, cache, containers, card id. */
    public static String create(byte[] cardId) {
        return FILES.stream()
                .map(file -> file + " active" + content(file, cardId))
                .collect(Collectors.joining("\n"));
    }

    private static String content(String file, byte[] cardId) {
        return switch (file.substring(0, 4)) {
            case "A000" -> " DF1F=" + ByteArrays.hex(directory());
            case "A010" -> " DF21=6D73637000000000 DF22=000000000000 DF23=";
            case "A012" -> " DF20=" + ByteArrays.hex(cardId);
            default -> "";
        };
    }

    /** Format 1, and for each entry: folder, name and two bytes of nothing, data object and file, little-endian. */
    private static byte[] directory() {
        return ByteArrays.concat(
                ByteArrays.of(0x01),
                entry("mscp", "", 0x0000, 0xA000),
                entry("", "cardid", 0xDF20, 0xA012),
                entry("", "cardapps", 0xDF21, 0xA010),
                entry("", "cardcf", 0xDF22, 0xA010),
                entry("mscp", "cmapfile", 0xDF23, 0xA010));
    }

    private static byte[] entry(String folder, String name, int object, int file) {
        return ByteArrays.concat(
                ByteArrays.text(folder, 9),
                ByteArrays.text(name, 11),
                ByteArrays.of(object, object >> 8, 0, 0),
                ByteArrays.of(file, file >> 8, 0, 0));
    }
}
