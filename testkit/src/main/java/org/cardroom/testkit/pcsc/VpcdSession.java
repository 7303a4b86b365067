package org.cardroom.testkit.pcsc;

import static jdk.net.ExtendedSocketOptions.TCP_QUICKACK;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.cardroom.testkit.card.VirtualCard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One insertion of a card in a vpcd reader. Messages are a two-byte length and that many bytes; one byte from the
 * reader is a control code, more are a command (frankmorgner/vsmartcard, virtualsmartcard/src/vpcd).
 */
final class VpcdSession {
    private static final Logger LOG = LoggerFactory.getLogger(VpcdSession.class);
    private static final int POWER_OFF = 0;
    private static final int POWER_ON = 1;
    private static final int RESET = 2;
    private static final int ATR = 4;
    private static final int PATIENCE_SECONDS = 2;

    private final VirtualCard card;
    private final Socket socket;
    private final Duration perApdu;
    private final AtomicInteger commands = new AtomicInteger();
    private final Thread thread;
    private final CountDownLatch seen = new CountDownLatch(1);
    private boolean powered;

    VpcdSession(VirtualCard card, Socket socket, Duration perApdu) {
        this.card = card;
        this.socket = socket;
        this.perApdu = perApdu;
        this.thread = new Thread(this::serve, "card-" + socket.getPort());
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until the reader has powered it and knows its ATR; false if that takes too long. */
    boolean awaitPowerOn() {
        try {
            return seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isEnded() {
        return socket.isClosed();
    }

    int commandCount() {
        return commands.get();
    }

    /** Returns when the card has lost its power. */
    void end() {
        try {
            socket.close();
            thread.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
        } catch (IOException e) {
            LOG.debug("a card that was out already: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        card.reset();
        try (socket) {
            socket.setTcpNoDelay(true);
            boolean quick = socket.supportedOptions().contains(TCP_QUICKACK);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            do {
                out.flush();
            } while (answer(next(in, quick), out));
        } catch (IOException e) {
            LOG.debug("the card left its reader: {}", e.getMessage());
        } finally {
            card.reset();
        }
    }

    /** vpcd sends the bytes only once we have acknowledged their length, for which TCP would take its time. */
    private byte[] next(DataInputStream in, boolean quick) throws IOException {
        int length = in.readUnsignedShort();
        if (quick) {
            socket.setOption(TCP_QUICKACK, true);
        }
        return in.readNBytes(length);
    }

    /** False once the card is torn out. */
    private boolean answer(byte[] message, DataOutputStream out) throws IOException {
        if (message.length == 1) {
            control(message[0], out);
            return true;
        }
        commands.incrementAndGet();
        LockSupport.parkNanos(perApdu.toNanos());
        Optional<byte[]> answer = card.exchange(message);
        if (answer.isPresent()) {
            send(answer.get(), out);
        }
        return answer.isPresent();
    }

    private void control(int code, DataOutputStream out) throws IOException {
        switch (code) {
            case ATR -> tellAtr(out);
            case POWER_OFF, POWER_ON, RESET -> {
                card.reset();
                powered = code != POWER_OFF;
            }
            default -> LOG.debug("an unknown control");
        }
    }

    private void tellAtr(DataOutputStream out) throws IOException {
        send(card.atr(), out);
        if (powered) {
            out.flush();
            seen.countDown();
        }
    }

    private static void send(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
    }
}
