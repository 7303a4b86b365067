package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.outcome.IssuanceEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description of the topics says what the code does. */
class AsyncApiDocumentTest {
    private static final AsyncApiDocument DOCUMENT = new AsyncApiDocument();

    private static List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>(KafkaTopics.newCommonTopics());
        topics.add(KafkaTopics.newInstructionTopic("{agent}"));
        return topics;
    }

    /** What is written by its name: with a field for its type. */
    private static Map<String, Class<?>> tagged(Class<?> type) {
        Map<String, Class<?>> types = new TreeMap<>();
        Arrays.stream(type.getAnnotation(JsonSubTypes.class).value())
                .forEach(one -> types.put(one.name(), one.value()));
        return types;
    }

    private static Set<String> messages(String topic) {
        return new TreeSet<>(DOCUMENT.channels().get(topic).path("messages").propertyNames());
    }

    @Test
    void isAsyncApi() {
        assertThat(DOCUMENT.errors()).isEmpty();
    }

    @Test
    void wouldNotBeAsyncApiWithAFieldMisspelt() {
        ObjectNode wrong = DOCUMENT.copy();
        ((ObjectNode) wrong.at("/operations/processEvents")).put("sumary", "");
        assertThat(AsyncApiDocument.errors(wrong)).isNotEmpty();
    }

    @Test
    void refersToWhatIsThereAndToAllOfIt() {
        assertThat(DOCUMENT.unreferenced()).isEmpty();
    }

    @Test
    void hasAChannelForEachTopicAndNoOther() {
        assertThat(DOCUMENT.channels().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        topics().stream().map(NewTopic::name).toList());
    }

    @Test
    void saysHowEachTopicIsMade() {
        for (NewTopic topic : topics()) {
            JsonNode kafka = DOCUMENT.channels().get(topic.name()).at("/bindings/kafka");
            assertThat(kafka.path("partitions").asInt()).as(topic.name()).isEqualTo(topic.numPartitions());
            Map<String, String> settings = new TreeMap<>();
            kafka.path("topicConfiguration")
                    .properties()
                    .forEach(one -> settings.put(one.getKey(), one.getValue().asString()));
            assertThat(settings).as(topic.name()).isEqualTo(topic.configs());
        }
    }

    @Test
    void namesTheHeadersAndTheGroup() {
        assertThat(AsyncApiDocument.texts(DOCUMENT.at("/components/messageTraits/Authentic/headers/required")))
                .containsExactly(KafkaTopics.MAC_HEADER);
        assertThat(AsyncApiDocument.texts(DOCUMENT.at("/components/messages/DeadLetter/headers/required")))
                .containsExactly(KafkaTopics.REASON_HEADER);
        assertThat(DOCUMENT.at("/operations/processEvents/bindings/kafka/groupId/const")
                        .asString())
                .isEqualTo(KafkaTopics.PROCESSOR_GROUP);
    }

    @Test
    void saysThatEachEventIsAuthenticAndNothingElse() {
        DOCUMENT.jsonMessages().forEach((name, message) -> assertThat(message.has("traits"))
                .as(name)
                .isEqualTo(messages(KafkaTopics.CARD_EVENTS).contains(name)));
    }

    @Test
    void hasAMessageForEachTypeOnItsTopic() {
        assertThat(messages(KafkaTopics.CARD_EVENTS))
                .isEqualTo(tagged(CardEvent.class).keySet());
        assertThat(messages(KafkaTopics.OUTCOMES))
                .isEqualTo(tagged(IssuanceEvent.class).keySet());
        assertThat(messages(KafkaTopics.instructionTopicName("{agent}")))
                .containsExactly("EnrolmentNotice", "Instruction");
        assertThat(messages(KafkaTopics.DEAD_LETTERS)).containsExactly("DeadLetter");
    }

    @Test
    void hasEachTypesFieldsAndEnums() {
        SchemaMatcher likeness = new SchemaMatcher(DOCUMENT);
        Map<String, Class<?>> types = tagged(CardEvent.class);
        types.putAll(tagged(IssuanceEvent.class));
        types.forEach((name, type) -> likeness.compare(name, payload(name), type, List.of("type")));
        likeness.compare("Instruction", payload("Instruction"), SealedInstruction.class, List.of());
        likeness.compare("EnrolmentNotice", payload("EnrolmentNotice"), EnrolmentNotice.class, List.of());
        assertThat(likeness.differences()).isEmpty();
    }

    @Test
    void wouldTellAnotherTypesFieldsAndEnums() {
        SchemaMatcher likeness = new SchemaMatcher(DOCUMENT);
        likeness.compare("EnrolmentNotice", payload("EnrolmentNotice"), CardEvent.SlotStatusChanged.class, List.of());
        assertThat(likeness.differences()).hasSizeGreaterThan(2);
    }

    private static JsonNode payload(String message) {
        return DOCUMENT.jsonMessages().get(message).path("payload");
    }

    @Test
    void hasASenderAndAReceiverOfEachChannelsMessages() {
        Map<String, Set<String>> actions = new TreeMap<>();
        for (JsonNode operation : DOCUMENT.at("/operations").values()) {
            String channel = operation.at("/channel/$ref").asString();
            actions.computeIfAbsent(channel, x -> new TreeSet<>())
                    .add(operation.path("action").asString());
            assertThat(operation.path("messages").findValuesAsString("$ref"))
                    .allMatch(one -> one.startsWith(channel + "/messages/"));
        }
        assertThat(actions).hasSize(topics().size());
        assertThat(actions.values()).containsOnly(Set.of("receive", "send"));
    }
}
