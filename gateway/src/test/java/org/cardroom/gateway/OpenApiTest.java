package org.cardroom.gateway;

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
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.gateway.GatewayFixture.ExecutingRequest;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.cardroom.gateway.access.RequiresRole;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.input.EnumNames;
import org.cardroom.gateway.templates.RequestType;
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

/** The OpenAPI document agrees with the code. */
class OpenApiTest {
    private static final List<String> TYPES = List.of("Guid", "CardId", "Atr", "Challenge", "Boolean");

    private final GatewayFixture fixture = GatewayFixture.shared();
    private final HttpReply reply = fixture.send(null, "GET", "/openapi.json", null);
    private final OpenApiDocument document = new OpenApiDocument(reply.body());
    private final Map<String, JsonNode> operations = document.operations();
    private final Map<String, HandlerMethod> handlers = handlers();

    /** Returns the handlers by method and path; a mapping without a method has the method ANY. */
    private Map<String, HandlerMethod> handlers() {
        Map<String, HandlerMethod> handlers = new TreeMap<>();
        RequestMappingHandlerMapping mapping = fixture.gateway.context.getBean(RequestMappingHandlerMapping.class);
        mapping.getHandlerMethods().forEach((mapped, handler) -> {
            Set<RequestMethod> methods = mapped.getMethodsCondition().getMethods();
            for (Object method : methods.isEmpty() ? Set.of("ANY") : methods) {
                mapped.getPatternValues().forEach(path -> handlers.put(method + " " + path, handler));
            }
        });
        return handlers;
    }

    private RequiresRole allowed(String operation) {
        return Objects.requireNonNull(handlers.get(operation).getMethodAnnotation(RequiresRole.class));
    }

    @Test
    void isServedWithoutAuthentication() {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void conformsToTheOpenApiSchema() {
        assertThat(document.errors()).isEmpty();
        assertThat(document.errorsOfSchemas()).isEmpty();
    }

    @Test
    void hasNoDanglingReferences() {
        assertThat(document.danglingReferences()).isEmpty();
    }

    @Test
    void hasExactlyTheOperationsOfTheControllers() {
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

    /** A path variable that occurs in the path is required. */
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
    void hasABodyForEachOperationThatReadsOne() {
        operations.forEach((name, operation) -> assertThat(operation.has("requestBody"))
                .as(name)
                .isEqualTo(Arrays.stream(handlers.get(name).getMethodParameters())
                        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class))));
    }

    @Test
    void namesTheRolesOfEachOperation() {
        operations.forEach((name, operation) -> {
            assertThat(OpenApiDocument.texts(operation.path("x-roles")))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(allowed(name).value())
                                    .map(role -> role.name().toLowerCase(Locale.ROOT))
                                    .toList());
            assertThat(operation.path("security").toString().equals("[]"))
                    .as(name)
                    .isEqualTo(allowed(name).permitAll());
        });
    }

    @Test
    void marksTheOperationsThatReturnSecrets() {
        operations.forEach(
                (name, operation) -> assertThat(operation.path("responses").has("429"))
                        .as(name)
                        .isEqualTo(allowed(name).secret()));
    }

    @Test
    void listsEachCodeOnceAndInItsOrder() {
        List<String> codes = Arrays.stream(ErrorCode.values())
                .map(code -> code.name().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(document.problemCodes()).isEqualTo(codes);
        assertThat(document.errorCodesByResponse().values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void listsEachCodeUnderItsStatus() {
        operations.forEach(
                (name, operation) -> operation.path("responses").properties().forEach(response -> assertThat(
                                OpenApiDocument.texts(
                                        document.resolve(response.getValue()).path("x-codes")))
                        .as(name)
                        .allMatch(code -> response.getKey().equals("default")
                                || response.getKey().equals(String.valueOf(status(code))))));
    }

    @Test
    void agreesWithTheDocumentation() throws IOException {
        List<String> shown = Files.readAllLines(Path.of("../docs/http-api.md")).stream()
                .filter(line -> line.matches("\\| [45]\\d\\d.*"))
                .flatMap(line -> Pattern.compile("`([a-z0-9_]+)`")
                        .matcher(line)
                        .results()
                        .filter(code -> line.contains(String.valueOf(status(code.group(1))))))
                .map(code -> code.group(1))
                .toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(document.problemCodes());
    }

    private static int status(String code) {
        return ErrorCode.valueOf(code.toUpperCase(Locale.ROOT)).status();
    }

    @Test
    void hasTheNamesOfTheEnums() {
        assertThat(document.enumValues("RequestType")).isEqualTo(names(RequestType.values()));
        assertThat(document.enumValues("RequestStatus")).isEqualTo(names(RequestStatus.values()));
        assertThat(document.enumValues("CardStatus")).isEqualTo(names(CardStatus.values()));
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(EnumNames::toPascalCase).toList();
    }

    @Test
    void describesEachResponse() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        operations.keySet().stream()
                .filter(operation -> operation.startsWith("GET "))
                .forEach(operation -> {
                    HttpReply answer = fixture.send("everybody", "GET", path(operation, executing), null);
                    assertThat(answer.status()).as(operation).isEqualTo(200);
                    assertThat(document.errors(operation, answer)).as(operation).isEmpty();
                });
    }

    private String path(String operation, ExecutingRequest executing) {
        String template = new ProfileTemplateRepository(fixture.store)
                .findNewest("gids-letter")
                .orElseThrow()
                .id()
                .toString();
        return operation
                        .substring("GET ".length())
                        .replace("profiletemplates/{id}", "profiletemplates/" + template)
                        .replace("{type}", "enroll")
                        .replace("smartcards/{id}", "smartcards/" + executing.smartcard())
                        .replaceAll("\\{(id|reqid)}", executing.request())
                + (operation.contains("smartcards") && !operation.contains("profile")
                        ? "?cardid=" + executing.card().hex() + "&challenge=1hFD%2Bcz%2F0so%3D&diversified=false"
                        : "");
    }

    @Test
    void describesCreatedObjectsAndErrors() {
        String requests = GatewayFixture.BASE + "/requests";
        UUID template = new ProfileTemplateRepository(fixture.store)
                .findNewest("gids-letter")
                .orElseThrow()
                .id();
        HttpReply made = fixture.send(
                "requester",
                "POST",
                requests,
                "{\"datacollection\":[],\"type\":\"enroll\",\"profiletemplateuuid\":\"" + template + "\"}");
        assertThat(document.errors("POST " + requests, made)).isEmpty();
        HttpReply refused = fixture.send("requester", "POST", requests, "{}");
        assertThat(document.errors("POST " + requests, refused)).isEmpty();
        HttpReply token = fixture.requestToken("requester", "correct horse");
        assertThat(document.errors("POST /token", token)).isEmpty();
    }
}
