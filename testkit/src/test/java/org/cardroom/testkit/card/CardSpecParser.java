package org.cardroom.testkit.card;

/** Makes the card that a transcript asks for in words, such as {@code gids challenge=0011 pinTries=3}. */
final class CardSpecParser {

    private CardSpecParser() {}

    static VirtualCard parse(String words) {
        String[] parts = words.split(" ", -1);
        VirtualCardBuilder card = parts[0].equals("gids") ? VirtualCardBuilder.gids() : VirtualCardBuilder.piv();
        for (int i = 1; i < parts.length; i++) {
            String[] option = parts[i].split("=", 2);
            apply(card, option[0], option.length > 1 ? option[1] : "");
        }
        return card.build();
    }

    private static void apply(VirtualCardBuilder card, String option, String value) {
        switch (option) {
            case "id" -> card.id(value);
            case "challenge" -> card.challenge(value);
            case "algorithm" -> card.algorithm(Integer.parseInt(value, 16));
            case "pinTries" -> card.pinTries(Integer.parseInt(value));
            case "pukTries" -> card.pukTries(Integer.parseInt(value));
            case "adminTries" -> card.adminTries(Integer.parseInt(value));
            case "blank" -> card.blank();
            case "checkingKcv" -> card.checkingKcv();
            case "withoutExtensions" -> card.withoutExtensions();
            case "withoutChuid" -> card.withoutChuid();
            default -> throw new IllegalArgumentException("no such option: " + option);
        }
    }
}
