package org.cardroom.bench.jmh;

import java.util.concurrent.ThreadLocalRandom;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.keys.MasterKeyRing;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Measures operations with a card's keys. Public and not final: JMH generates subclasses. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that is marked with Setup first
public class CipherBenchmark {
    private static final AdminKeyRef REF = new AdminKeyRef(1, 1);

    private MasterKeyRing masters;
    private AdminKey tdes;
    private AdminKey aes;

    /** Generates the keys. */
    @Setup
    public void draw() {
        masters = BenchmarkFixtures.createKeys().masterKeys();
        tdes = AdminKey.of(KeyAlgorithm.TDES, random(24));
        aes = AdminKey.of(KeyAlgorithm.AES_256, random(32));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    /** Computes the response to a challenge, 3DES. */
    @Benchmark
    public void answerTdes(Blackhole hole) {
        answer(tdes, BenchmarkFixtures.SHORT, hole);
    }

    /** Computes the response to a challenge, AES-256. */
    @Benchmark
    public void answerAes(Blackhole hole) {
        answer(aes, BenchmarkFixtures.LONG, hole);
    }

    private static void answer(AdminKey key, Challenge challenge, Blackhole hole) {
        try (var answer = key.respond(challenge)) {
            hole.consume(answer);
        }
    }

    /** Derives a card's key, 3DES. */
    @Benchmark
    public void deriveTdes(Blackhole hole) {
        derive(CardKind.GIDS, KeyAlgorithm.TDES, hole);
    }

    /** Derives a card's key, AES-256. */
    @Benchmark
    public void deriveAes(Blackhole hole) {
        derive(CardKind.PIV, KeyAlgorithm.AES_256, hole);
    }

    private void derive(CardKind kind, KeyAlgorithm algorithm, Blackhole hole) {
        try (AdminKey key = masters.deriveAdminKey(REF, kind, BenchmarkFixtures.CARD, algorithm)) {
            hole.consume(key);
        }
    }
}
