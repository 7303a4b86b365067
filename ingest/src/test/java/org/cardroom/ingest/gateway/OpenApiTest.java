package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.ingest.gateway.Web.Said;
import org.cardroom.ingest.gateway.Web.Work;
import org.cardroom.ingest.gateway.access.Allowed;
import org.cardroom.ingest.gateway.input.Names;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.templates.RequestType;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description says what the code does, and nothing else. */
class OpenApiTest {
    private static final List<String> TYPES = List.of("Guid", "CardId", "Atr", "Challenge", "Boolean");

    private final Web web = Web.shared();
    private final Said said = web.send(null, "GET", "/openapi.json", null);
    private final Document document = new Document(said.body());
    private final Map<String, JsonNode> operations = document.operations();
    private final Map<String, HandlerMethod> handlers = handlers();

    /** One that takes any method stands for itself. */
    private Map<String, HandlerMethod> handlers() {
        Map<String, HandlerMethod> handlers = new TreeMap<>();
        RequestMappingHandlerMapping mapping = web.gateway.context.getBean(RequestMappingHandlerMapping.class);
        mapping.getHandlerMethods().forEach((mapped, handler) -> {
            Set<RequestMethod> methods = mapped.getMethodsCondition().getMethods();
            for (Object method : methods.isEmpty() ? Set.of("ANY") : methods) {
                mapped.getPatternValues().forEach(path -> handlers.put(method + " " + path, handler));
            }
        });
        return handlers;
    }

    private Allowed allowed(String operation) {
        return Objects.requireNonNull(handlers.get(operation).getMethodAnnotation(Allowed.class));
    }

    @Test
    void isServedToAnybody() {
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void isWhatTheStandardAsksFor() {
        assertThat(document.errors()).isEmpty();
        assertThat(document.errorsOfSchemas()).isEmpty();
    }

    @Test
    void hasNoLooseEnds() {
        assertThat(document.loose()).isEmpty();
    }

    @Test
    void hasEachOperationAndNoOther() {
        assertThat(operations.keySet()).isEqualTo(handlers.keySet());
    }

    @Test
    void hasTheParametersOfEachOperation() {
        operations.forEach((name, operation) -> assertThat(
                        document.parameters(operation).stream().map(OpenApiTest::parameter))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(parameters(name, handlers.get(name))));
    }

    private static String parameter(JsonNode parameter) {
        String type = parameter.at("/schema/$ref").asString("").replaceAll(".*/", "");
        return parameter(
                parameter.path("in").asString(),
                parameter.path("name").asString(),
                parameter.path("required").asBoolean(),
                TYPES.contains(type) ? type : "String");
    }

    private static String parameter(String where, String name, boolean required, String type) {
        return where + " " + name + (required ? " " : "? ") + type;
    }

    private static List<String> parameters(String operation, HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .flatMap(OpenApiTest::parameter)
                .filter(parameter -> !parameter.startsWith("path")
                        || operation.contains("{" + parameter.split(" ", -1)[1] + "}"))
                .toList();
    }

    /** Where a path has a variable, it is required. */
    private static Stream<String> parameter(MethodParameter parameter) {
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        String type = parameter.getParameterType() == UUID.class
                ? "Guid"
                : parameter.getParameterType().getSimpleName();
        return Stream.of(
                        path == null ? null : parameter("path", path.name(), true, type),
                        query == null ? null : parameter("query", query.name(), query.required(), type),
                        header == null ? null : parameter("header", header.name(), header.required(), type))
                .filter(Objects::nonNull);
    }

    @Test
    void asksForABodyWhereThereIsOne() {
        operations.forEach((name, operation) -> assertThat(operation.has("requestBody"))
                .as(name)
                .isEqualTo(Arrays.stream(handlers.get(name).getMethodParameters())
                        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class))));
    }

    @Test
    void namesTheRolesOfEachOperation() {
        operations.forEach((name, operation) -> {
            assertThat(Document.texts(operation.path("x-roles")))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(allowed(name).value())
                                    .map(role -> role.name().toLowerCase(Locale.ROOT))
                                    .toList());
            assertThat(operation.path("security").toString().equals("[]"))
                    .as(name)
                    .isEqualTo(allowed(name).anybody());
        });
    }

    @Test
    void saysWhichOperationsGiveSecrets() {
        operations.forEach(
                (name, operation) -> assertThat(operation.path("responses").has("429"))
                        .as(name)
                        .isEqualTo(allowed(name).secret()));
    }

    @Test
    void listsEachCodeOnceAndInItsOrder() {
        List<String> codes = Arrays.stream(Code.values())
                .map(code -> code.name().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(document.problems()).isEqualTo(codes);
        assertThat(document.codes().values().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void listsEachCodeUnderItsStatus() {
        operations.forEach(
                (name, operation) -> operation.path("responses").properties().forEach(response -> assertThat(
                                Document.texts(
                                        document.follow(response.getValue()).path("x-codes")))
                        .as(name)
                        .allMatch(code -> response.getKey().equals("default")
                                || response.getKey().equals(String.valueOf(status(code))))));
    }

    @Test
    void agreesWithTheReadme() throws IOException {
        List<String> shown = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.matches("\\| [45]\\d\\d.*"))
                .flatMap(line -> Pattern.compile("`([a-z0-9_]+)`")
                        .matcher(line)
                        .results()
                        .filter(code -> line.contains(String.valueOf(status(code.group(1))))))
                .map(code -> code.group(1))
                .toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(document.problems());
    }

    private static int status(String code) {
        return Code.valueOf(code.toUpperCase(Locale.ROOT)).status();
    }

    @Test
    void namesWhatTheCodeNames() {
        assertThat(document.constants("RequestType")).isEqualTo(names(RequestType.values()));
        assertThat(document.constants("RequestStatus")).isEqualTo(names(RequestStatus.values()));
        assertThat(document.constants("CardStatus")).isEqualTo(names(CardStatus.values()));
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Names::shown).toList();
    }

    @Test
    void describesEachAnswer() {
        Work work = web.work("gids-letter");
        operations.keySet().stream()
                .filter(operation -> operation.startsWith("GET "))
                .forEach(operation -> {
                    Said answer = web.send("everybody", "GET", path(operation, work), null);
                    assertThat(answer.status()).as(operation).isEqualTo(200);
                    assertThat(document.errors(operation, answer)).as(operation).isEmpty();
                });
    }

    private String path(String operation, Work work) {
        String template = new ProfileTemplateRepository(web.store)
                .findNewest("gids-letter")
                .orElseThrow()
                .id()
                .toString();
        return operation
                        .substring("GET ".length())
                        .replace("profiletemplates/{id}", "profiletemplates/" + template)
                        .replace("{type}", "enroll")
                        .replace("smartcards/{id}", "smartcards/" + work.smartcard())
                        .replaceAll("\\{(id|reqid)}", work.request())
                + (operation.contains("smartcards") && !operation.contains("profile")
                        ? "?cardid=" + work.card().hex() + "&challenge=1hFD%2Bcz%2F0so%3D&diversified=false"
                        : "");
    }

    @Test
    void describesWhatIsMadeAndWhatIsRefused() {
        String requests = Web.BASE + "/requests";
        UUID template =
                new ProfileTemplateRepository(web.store).findNewest("gids-letter").orElseThrow().id();
        Said made = web.send(
                "requester",
                "POST",
                requests,
                "{\"datacollection\":[],\"type\":\"enroll\",\"profiletemplateuuid\":\"" + template + "\"}");
        assertThat(document.errors("POST " + requests, made)).isEmpty();
        Said refused = web.send("requester", "POST", requests, "{}");
        assertThat(document.errors("POST " + requests, refused)).isEmpty();
        Said token = web.askToken("requester", "correct horse");
        assertThat(document.errors("POST /token", token)).isEmpty();
    }
}
