package org.cardroom.testkit.reader;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import org.cardroom.testkit.card.VirtualCard;
import org.jspecify.annotations.Nullable;

/**
 * A virtual PC/SC reader. Methods insert and remove cards; each command takes a set time. It wakes waiting threads
 * without spurious wake-ups, and its name never changes. Thread-safe.
 */
public final class VirtualReader extends CardTerminal {
    private final String name;
    private final Duration perApdu;

    private @Nullable VirtualInsertion insertion;
    private boolean unplugged;
    private volatile String protocol = "T=1";
    private volatile ApduInterceptor interceptor = (command, card) -> card.transmit(command);

    /** Stands between this reader and its cards: it may alter, add to, or lose what goes to and fro. */
    @FunctionalInterface
    public interface ApduInterceptor {
        /** Forwards or drops a command and returns the answer; throws CardException if the card is gone. */
        byte[] exchange(byte[] command, ApduTarget card) throws CardException;
    }

    /** The card behind a tap. */
    @FunctionalInterface
    public interface ApduTarget {
        /** Answers one command; throws CardException if the card was torn out at it. */
        byte[] transmit(byte[] command) throws CardException;
    }

    /** Creates an empty reader; a command takes {@code perApdu}: zero for tests, about 45 ms as on a real card. */
    public VirtualReader(String name, Duration perApdu) {
        this.name = name;
        this.perApdu = perApdu;
    }

    /** Sends all further commands through this interceptor. */
    public void intercept(ApduInterceptor next) {
        interceptor = next;
    }

    /** From now on cards here speak this protocol, "T=0" or "T=1": what that means for commands is up to the tap. */
    public void setProtocol(String next) {
        protocol = next;
    }

    String protocol() {
        return protocol;
    }

    /** Inserts and powers a card; throws IllegalStateException if a card is in the reader or it is unplugged. */
    public synchronized void insert(VirtualCard card) {
        if (insertion != null || unplugged) {
            throw new IllegalStateException(this + (unplugged ? " is unplugged" : " holds a card already"));
        }
        card.reset();
        insertion = new VirtualInsertion(card);
        notifyAll();
    }

    /** Removes the card, if there is one; its connections throw CardException. */
    public synchronized void remove() {
        if (insertion != null) {
            insertion.card.reset();
            insertion = null;
            notifyAll();
        }
    }

    /** Unplugs the reader for good, with the card in it: every further call throws CardException. */
    public synchronized void unplug() {
        unplugged = true;
        remove();
        notifyAll();
    }

    @Override
    public String getName() {
        return name;
    }

    /** "*" and the protocol that its cards speak share the card, "EXCLUSIVE;*" does not. */
    @Override
    public synchronized Card connect(String wanted) throws CardException {
        boolean exclusive = wanted.equals("EXCLUSIVE;*");
        if (!exclusive && !wanted.equals("*") && !wanted.equals(protocol)) {
            throw new CardException("the card does not speak " + wanted);
        }
        if (!isCardPresent() || insertion == null) {
            throw new CardNotPresentException("no card in " + this);
        }
        insertion.open(exclusive);
        return new VirtualConnection(this, insertion);
    }

    @Override
    public synchronized boolean isCardPresent() throws CardException {
        if (unplugged) {
            throw new CardException(this + " is unplugged");
        }
        return insertion != null;
    }

    @Override
    public boolean waitForCardPresent(long timeoutMillis) throws CardException {
        return waitFor(true, timeoutMillis);
    }

    @Override
    public boolean waitForCardAbsent(long timeoutMillis) throws CardException {
        return waitFor(false, timeoutMillis);
    }

    private boolean waitFor(boolean present, long timeoutMillis) throws CardException {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("a timeout is 0 (for ever) or more ms, not " + timeoutMillis);
        }
        try {
            return await(present, timeoutMillis == 0 ? Long.MAX_VALUE : MILLISECONDS.toNanos(timeoutMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CardException("interrupted", e);
        }
    }

    private synchronized boolean await(boolean present, long nanos) throws CardException, InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && isCardPresent() != present; left = end - System.nanoTime()) {
            NANOSECONDS.timedWait(this, left);
        }
        return isCardPresent() == present;
    }

    byte[] exchange(VirtualInsertion from, byte[] command) throws CardException {
        synchronized (from.transmitLock) {
            requireInserted(from);
            takeTime();
            requireInserted(from);
            return interceptor.exchange(command, tapped -> sent(from, tapped));
        }
    }

    private byte[] sent(VirtualInsertion from, byte[] command) throws CardException {
        Optional<byte[]> answer = from.card.exchange(command);
        if (answer.isEmpty()) {
            remove();
        }
        requireInserted(from);
        return answer.orElseThrow();
    }

    /** An interrupt shortens the wait and is kept. */
    private void takeTime() {
        long end = System.nanoTime() + perApdu.toNanos();
        long left = perApdu.toNanos();
        for (; left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    synchronized void requireInserted(VirtualInsertion expected) throws CardException {
        if (insertion != expected || !isCardPresent()) {
            throw new CardException("the card was removed from " + this);
        }
    }

    @Override
    public String toString() {
        return "reader " + name;
    }
}
