package org.cardroom.demo.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cardroom.db.DatabaseRole;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.demo.issuance.AutoIssuer;
import org.cardroom.demo.local.HttpApiClient;
import org.cardroom.demo.local.HttpApiClient.HttpResult;
import org.cardroom.demo.verify.VerificationResult;
import org.cardroom.domain.card.Card;
import org.cardroom.events.card.CardId;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.process.ProcessResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of the HTTP API with cards of its own, in a whole room. */
class LocalSystemWithApiTest {
    private static final String PASSWORD = "correct horse";
    private static final String CARD_ID = "FFEEDDCCBBAA99887766554433221100";

    @TempDir
    static Path out;

    private static LocalSystemWithApi system;
    private static final Map<String, HttpApiClient> USERS = new ConcurrentHashMap<>();

    @BeforeAll
    static void open() {
        system = LocalSystemWithApi.start(out, 0, 0);
        assertThat(system.loadSampleData(PASSWORD)).isEmpty();
    }

    @AfterAll
    static void close() {
        system.close();
    }

    private static HttpApiClient as(String user) {
        return USERS.computeIfAbsent(user, name -> HttpApiClient.login(system.uri(), name, PASSWORD));
    }

    private static String value(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        assertThat(found.find()).as("%s in %s", name, json).isTrue();
        return found.group(1);
    }

    private static String template() {
        String all = as("requester").get("/profiletemplates").body();
        String gids = Pattern.compile("\\{[^{}]*gids-letter[^{}]*}")
                .matcher(all)
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        return value("Uuid", gids);
    }

    private static String approved() {
        String body = "{\"profiletemplateuuid\":\"" + template()
                + "\",\"datacollection\":\"[]\",\"type\":\"Enroll\",\"comment\":\"walk\",\"priority\":\"1\"}";
        String request = as("requester").post("/requests", body).id();
        assertThat(as("approver")
                        .put("/requests/" + request, "{\"status\":\"Approved\"}")
                        .status())
                .isEqualTo(200);
        return request;
    }

    private static String bound(String request, VirtualCard card) {
        String body = "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card.id() + "\",\"atr\":\"3B00\"}";
        HttpResult result = as("operator").post("/smartcards", body);
        assertThat(result.status()).isEqualTo(201);
        return result.id();
    }

    private static String secret(String path, String query) {
        HttpResult result = as("officer").get(path + "?cardid=" + CARD_ID + query);
        assertThat(result.status()).as(result.body()).isEqualTo(200);
        return result.text();
    }

    private static void answer(GidsClient client, String path, boolean diversified) {
        String query = "&challenge=" + client.challenge() + "&diversified=" + diversified;
        client.answer(secret(path + "/authenticationresponse", query));
    }

    @Test
    void answersTheWorkedExampleToTheLetter() {
        String path = "/requests/a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099/smartcards/17cf063d-e337-4aa9-a822-346554ddd3c9";
        HttpResult result = as("officer")
                .get(path + "/authenticationresponse?cardid=bc88f13f-83ba-4037-8262-46eba1291c6e"
                        + "&challenge=1hFD%2Bcz%2F0so%3D&diversified=False");
        assertThat(result).isEqualTo(new HttpResult(200, "\"F0Zudm4wPLY=\""));
    }

    @Test
    void addsTheSampleOnce() {
        assertThat(system.loadSampleData(null)).isEmpty();
    }

    @Test
    void issuesACardInTheOrderOfTheReference() throws Exception {
        VirtualCard card = VirtualCardBuilder.gids().id(CARD_ID).checkingKcv().build();
        String request = approved();
        String smartcard = bound(request, card);
        String path = "/requests/" + request + "/smartcards/" + smartcard;
        GidsClient client = new GidsClient(card);
        String key = secret(path + "/diversifiedkey", "");
        answer(client, path, false);
        client.putKey(key);
        String pin = secret(path + "/serverproposedpin", "");
        answer(client, path, true);
        client.setPin(pin);
        HttpResult completed = as("operator").put("/requests/" + request, "{\"status\":\"Completed\"}");
        assertThat(value("Status", completed.body())).isEqualTo("8");
        client.verifyPin(pin);
        assertThat(Base64.getDecoder().decode(key)).hasSize(24).matches(LocalSystemWithApiTest::hasOddParity);
        assertThat(finding(card)).isEqualTo(VerificationResult.VERIFIED);
        assertNothingMoreIsGiven(path, smartcard);
    }

    private static boolean hasOddParity(byte[] key) {
        return IntStream.range(0, key.length).allMatch(i -> Integer.bitCount(key[i] & 0xFF) % 2 == 1);
    }

    private static VerificationResult finding(VirtualCard card) {
        Card row = new CardRepository(system.system().database(DatabaseRole.PROCESSOR))
                .find(new CardId(card.id()))
                .orElseThrow();
        return system.system().cardVerifier().verify(card, Duration.ZERO, row);
    }

    private static void assertNothingMoreIsGiven(String path, String smartcard) {
        assertThat(value(
                        "Status", as("operator").get("/smartcards/" + smartcard).body()))
                .isEqualTo("2");
        for (String secret : new String[] {"diversifiedkey", "serverproposedpin"}) {
            assertThat(as("officer")
                            .get(path + "/" + secret + "?cardid=" + CARD_ID)
                            .status())
                    .isEqualTo(403);
        }
    }

    /** Where curl is not, this is skipped; where nothing may be, it fails. */
    @Test
    void doesWithCurlWhatTheReadmeShows() throws Exception {
        boolean required = Boolean.parseBoolean(System.getenv("CARDROOM_REQUIRE_PCSC"));
        assumeTrue(required || Files.isExecutable(Path.of("/usr/bin/curl")), "no curl");
        ProcessResult walk = walk();
        String said = walk.output();
        assertThat(walk.exitCode()).as(said).isZero();
        assertThat(said.lines()).hasSize(8).first().isEqualTo("\"F0Zudm4wPLY=\"");
        assertThat(said.lines().toList().get(4)).matches("\"\\d{6}\"");
        assertThat(said.lines().toList().get(6)).contains("\"Status\":8");
        assertThat(said.lines()).last().asString().contains("\"Status\":2");
    }

    private static ProcessResult walk() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String script = readme.split("```bash\n", 2)[1].split("```", 2)[0];
        ProcessBuilder shell = new ProcessBuilder(
                "bash", "-euo", "pipefail", "-c", script.replace("http://127.0.0.1:8080", "" + system.uri()));
        shell.environment().put("CARDROOM_SAMPLE_PASSWORD", PASSWORD);
        return ProcessResult.run(shell);
    }

    @Test
    void issuesOnVirtualCardsWhatNoClientWorksOn() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        try (AutoIssuer issuer = new AutoIssuer(system.system(), 1, out.resolve("cards"))) {
            Thread hands = new Thread(() -> issuer.runUntil(stop), "attendant");
            hands.start();
            String request = approved();
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            as("requester").get("/requests/" + request).body().contains("\"Status\":8"));
            stop.countDown();
            hands.join();
        }
    }
}
