package org.cardroom.testkit.pcsc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.cardroom.testkit.card.VirtualCard;
import org.jspecify.annotations.Nullable;

/** One slot of a virtual reader at a {@link VirtualPcscd}. Thread-safe. */
public final class VpcdSlot {
    /** pcscd looks every 0.4 s: a card that follows another faster passes for it, and gets no power. */
    private static final Duration GAP = Duration.ofMillis(600);

    private static final int TRIES = 10;

    private final String device;
    private final String reader;
    private final int port;
    private final Duration perApdu;
    private @Nullable VpcdSession session;

    VpcdSlot(String device, int number, int port, Duration perApdu) {
        this.device = device;
        this.reader = "%s 00 %02X".formatted(device, number);
        this.port = port;
        this.perApdu = perApdu;
    }

    String device() {
        return device;
    }

    int port() {
        return port;
    }

    /** What PC/SC calls it. */
    public String readerName() {
        return reader;
    }

    /**
     * Inserts a card; returns when pcscd has powered it, within half a second.
     * @throws IllegalStateException if there is a card already
     * @throws UncheckedIOException if pcscd does not run or does not poll the reader
     */
    public synchronized void insert(VirtualCard card) {
        if (session != null && !session.isEnded()) {
            throw new IllegalStateException(reader + " holds a card already");
        }
        for (int tries = 0; tries < TRIES; tries++) {
            VpcdSession now = connect(card);
            session = now;
            if (now.awaitPowerOn()) {
                return;
            }
            now.end();
            LockSupport.parkNanos(GAP.toNanos());
        }
        throw new UncheckedIOException(new IOException("pcscd does not see the card in " + reader));
    }

    private VpcdSession connect(VirtualCard card) {
        try {
            VpcdSession next = new VpcdSession(card, new Socket(InetAddress.getLoopbackAddress(), port), perApdu);
            next.start();
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException("no virtual reader is at port " + port, e);
        }
    }

    /** Removes the card, if there is one; a command under way may still reach it. */
    public synchronized void remove() {
        if (session != null) {
            session.end();
        }
    }

    /** Whether no card is in it: it was taken out, tore itself out, or lost its service. */
    public synchronized boolean isEmpty() {
        return session == null || session.isEnded();
    }

    /** How many commands the card that is in it, or was in it last, has had since it was put in. */
    public synchronized int commandCount() {
        return session == null ? 0 : session.commandCount();
    }

    @Override
    public String toString() {
        return reader;
    }
}
