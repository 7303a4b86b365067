package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.outcome.IssuanceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas take the golden messages, and nothing that is only like them. */
class AsyncApiMessagesTest {
    private static final AsyncApiDocument DOCUMENT = new AsyncApiDocument();

    /** Each message and one golden message that the document gives for it. */
    static Stream<Arguments> golden() {
        return DOCUMENT.jsonMessages().entrySet().stream()
                .flatMap(one -> AsyncApiDocument.texts(one.getValue().path("x-golden")).stream()
                        .map(golden -> Arguments.of(one.getKey(), golden)));
    }

    private static JsonNode read(String golden) {
        return AsyncApiDocument.json(AsyncApiDocument.resource("/golden/" + golden + ".json"));
    }

    @Test
    void usesEachGoldenMessageOnce() throws IOException, URISyntaxException {
        Path folder = Path.of(AsyncApiMessagesTest.class.getResource("/golden").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(golden().map(one -> one.get()[1] + ".json"))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void hasAGoldenMessageForEachMessage() {
        assertThat(DOCUMENT.jsonMessages())
                .allSatisfy((name, message) ->
                        assertThat(message.path("x-golden")).as(name).isNotEmpty());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("golden")
    void takesAGoldenMessageForItsOwnAndNoOther(String message, String golden) {
        assertThat(DOCUMENT.errors(message, read(golden))).isEmpty();
        assertThat(DOCUMENT.matchingMessages(read(golden))).containsExactly(message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("golden")
    void refusesAFieldMore(String message, String golden) {
        JsonNode value = read(golden);
        for (ObjectNode object : objects(value)) {
            object.put("more", 1);
            assertThat(DOCUMENT.errors(message, value)).as(value.toString()).isNotEmpty();
            object.remove("more");
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("golden")
    void refusesAnotherTypeInEachField(String message, String golden) {
        eachField(read(golden), (object, field) -> {
                    JsonNode was = object.get(field);
                    object.set(field, was.isBoolean() ? object.numberNode(1) : object.booleanNode(true));
                })
                .forEach(wrong -> assertThat(DOCUMENT.errors(message, wrong))
                        .as(wrong.toString())
                        .isNotEmpty());
    }

    /** Outcomes are not checked when they are read. */
    static Stream<Arguments> goldenThatIsChecked() {
        return golden().filter(one -> typeOf((String) one.get()[1]) != IssuanceEvent.class);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("goldenThatIsChecked")
    void refusesAFieldLessIfAndOnlyIfTheCodeDoes(String message, String golden) {
        Class<?> type = typeOf(golden);
        eachField(read(golden), ObjectNode::remove).forEach(less -> {
            boolean taken = DOCUMENT.errors(message, less).isEmpty();
            assertThat(taken).as(less.toString()).isEqualTo(reads(less, type));
        });
    }

    @Test
    void refusesAnOutcomeWithAFieldLess() {
        assertThat(eachField(read("batch-closed"), ObjectNode::remove))
                .hasSize(8)
                .allSatisfy(less -> assertThat(DOCUMENT.matchingMessages(less))
                        .as(less.toString())
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "card-removed, /card, 000102030405060708090a0b0c0d0e0f",
        "card-removed, /card, 00",
        "card-removed, /session, 019a0000000070008000000000000002",
        "card-removed, /origin/at, 2026-03-01",
        "card-removed, /origin/at, 2026-02-30T09:00:00Z",
        "card-removed, /origin/slot, a slot",
        "card-removed, /origin/channel/encapsulated, AB",
        "step-done, /response/response, BLOCKED",
        "step-mutual-auth, /stage, KEY",
        "slot-status-changed, /atr, 3B0",
        "authentication-response-requested, /challenge, 001122",
        "admin-key-requested, /nonce, 0011223344556677",
        "admin-key-requested, /subject/caller, ''",
        "instruction, /body, AQI",
        "instruction, /envelope/step, WAIT",
        "enrolment-notice-other-key, /reason, REVOKED",
        "enrolment-notice-other-key, /enrolledFingerprint, 0011"
    })
    void refusesAnotherValue(String golden, String pointer, String another) {
        JsonNode value = read(golden);
        JsonPointer at = JsonPointer.compile(pointer);
        ((ObjectNode) value.at(at.head())).put(at.last().getMatchingProperty(), another);
        assertThat(DOCUMENT.matchingMessages(value)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.cardroom.events.message.GoldenMessagesTest#messages")
    void takesTheKeyOfAnEventOrOutcome(String golden, Class<?> type, Object message) {
        String name = DOCUMENT.matchingMessages(read(golden)).iterator().next();
        if (message instanceof CardEvent event) {
            assertThat(DOCUMENT.keyErrors(name, event.recordKey())).isEmpty();
        } else if (message instanceof IssuanceEvent outcome) {
            assertThat(DOCUMENT.keyErrors(name, outcome.recordKey())).isEmpty();
        }
    }

    @Test
    void refusesAnotherKey() {
        assertThat(DOCUMENT.keyErrors("CardRemoved", "agent-1/slot-1")).isNotEmpty();
        assertThat(DOCUMENT.keyErrors("SlotStatusChanged", MessageFixtures.CARD.hex()))
                .isNotEmpty();
        assertThat(DOCUMENT.keyErrors("Instruction", MessageFixtures.CARD.hex()))
                .isNotEmpty();
    }

    private static Class<?> typeOf(String golden) {
        return (Class<?>) GoldenMessagesTest.messages()
                .filter(one -> one.get()[0].equals(golden))
                .findFirst()
                .orElseThrow()
                .get()[1];
    }

    private static boolean reads(JsonNode value, Class<?> type) {
        try {
            MessageJson.read(MessageJson.write(value), type);
            return true;
        } catch (IllegalArgumentException expected) {
            return false;
        }
    }

    private static List<ObjectNode> objects(JsonNode value) {
        List<ObjectNode> objects = new ArrayList<>();
        if (value instanceof ObjectNode object) {
            objects.add(object);
        }
        value.values().forEach(one -> objects.addAll(objects(one)));
        return objects;
    }

    /** Copies of a value, in each of which one field of one object was changed. */
    private static List<JsonNode> eachField(JsonNode value, BiConsumer<ObjectNode, String> change) {
        List<JsonNode> changed = new ArrayList<>();
        for (int i = 0; i < objects(value).size(); i++) {
            for (String field : objects(value).get(i).propertyNames()) {
                JsonNode copy = value.deepCopy();
                change.accept(objects(copy).get(i), field);
                changed.add(copy);
            }
        }
        return changed;
    }
}
