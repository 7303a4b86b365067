package org.cardroom.bench.baseline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.cardroom.events.kafka.KafkaTopics;

/**
 * A record of the same length and shape as a processor's: a checkpoint and an instruction after a card's first event, an
 * instruction after its second, and {@code CardIssued} after its third.
 */
record BaselineReply(String topic, String recordKey, String text) {
    /** As long as a sealed key and response. */
    private static final String BODY = "A".repeat(88);

    private static final String CHANNEL = "0".repeat(64);
    private static final String CHALLENGE = "0".repeat(16);
    private static final String AT_AUDIT = ",\"at\":\"2026-01-01T00:00:00.123456Z\","
            + "\"audit\":{\"writer\":\"floor\",\"number\":100000,\"hash\":\"" + "0".repeat(64)
            + "\",\"installation\":\"00000000-0000-0000-0000-000000000000\"}}";

    /** Creates the replies to an event. */
    static List<BaselineReply> repliesTo(BenchHeader header, String card, UUID instruction) {
        if (header.stage() == 3) {
            return List.of(new BaselineReply(KafkaTopics.OUTCOMES, card, issued(header, card)));
        }
        BaselineReply instructionReply = new BaselineReply(
                KafkaTopics.instructionTopicName(header.agent()),
                header.session().toString(),
                sealed(header, card, instruction));
        return header.stage() == 1
                ? List.of(
                        new BaselineReply(KafkaTopics.OUTCOMES, card, checkpoint(header, card, instruction)),
                        instructionReply)
                : List.of(instructionReply);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String sealed(BenchHeader header, String card, UUID instruction) {
        return "{\"envelope\":{\"schema\":1,\"instruction\":\"" + instruction + "\",\"agent\":\"" + header.agent()
                + "\",\"channel\":\"" + CHANNEL + "\",\"event\":\"" + header.event() + "\",\"session\":\""
                + header.session() + "\",\"card\":\"" + card + "\",\"step\":\""
                + (header.stage() == 1 ? "PUT_KEY" : "SET_PIN") + "\",\"challenge\":\"" + CHALLENGE
                + "\",\"lifetimeMillis\":4000},\"body\":\"" + BODY + "\"}";
    }

    private static String checkpoint(BenchHeader header, String card, UUID instruction) {
        return start("CardProvisioningCheckpoint", header, card)
                + ",\"algorithm\":\"3DES\",\"confirmed\":{\"version\":0,\"issuance\":0},"
                + "\"proposed\":{\"version\":1,\"issuance\":1},\"confirmedRefused\":false,\"proposedRefused\":false,"
                + "\"keyMayBeWritten\":false,\"pukVersion\":0,\"pukMayBeWritten\":false,\"unresolvedAnswers\":1,\"instructionCount\":1,"
                + "\"pendingInstruction\":{\"instruction\":\"" + instruction
                + "\",\"step\":\"PUT_KEY\",\"underProposedKey\":false,\"agent\":\"" + header.agent()
                + "\",\"session\":\""
                + header.session() + "\",\"journal\":\"" + header.session() + "\"}" + AT_AUDIT;
    }

    private static String issued(BenchHeader header, String card) {
        return start("CardIssued", header, card) + ",\"keyVersion\":1,\"issuance\":1" + AT_AUDIT;
    }

    private static String start(String type, BenchHeader header, String card) {
        return "{\"type\":\"" + type + "\",\"schema\":1,\"request\":\"" + header.session() + "\",\"card\":\"" + card
                + "\",\"kind\":\"GIDS\"";
    }
}
