package org.cardroom.agent.session;

import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.card.CardIdentification;
import org.cardroom.agent.card.CardRemovalWatcher;
import org.cardroom.agent.card.ExclusiveCardConnection;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.message.SlotState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One card in one reader, from its insertion until it is taken out. */
public final class CardInsertion {
    private static final Logger LOG = LoggerFactory.getLogger(CardInsertion.class);
    private static final int MAX_SESSIONS = 3;
    private static final int MAX_ATTEMPTS = 3;

    private final SlotContext context;
    private final CardTerminal terminal;
    private @Nullable CardEventPublisher eventPublisher;

    public CardInsertion(SlotContext context, CardTerminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    /**
     * Works on the card and waits until it is out.
     *
     * @return whether the card could not be talked to, though it was there
     * @throws CardException if the reader fails
     */
    public boolean processUntilRemoved() throws CardException {
        context.statusPublisher().publish(SlotState.WORKING);
        InsertionResult insertionResult = runSessionsWithRetry();
        boolean broken = isBroken(insertionResult) && isPresent();
        try (CardRemovalWatcher removalWatcher = CardRemovalWatcher.watch(terminal)) {
            showResult(insertionResult);
            while (!context.stopSignal().isRequested() && !awaitRemoval() && removalWatcher.isSameCard()) {
                LOG.trace("the card is still there");
            }
        } finally {
            reportRemoval();
        }
        return broken;
    }

    private static boolean isBroken(InsertionResult insertionResult) {
        return insertionResult instanceof InsertionResult.CardUnreachable
                || (insertionResult instanceof InsertionResult.Failed failure && failure.communicationLost());
    }

    private boolean awaitRemoval() throws CardException {
        return terminal.waitForCardAbsent(context.timeouts().pollInterval().toMillis());
    }

    private void reportRemoval() {
        if (eventPublisher != null && !context.stopSignal().isRequested()) {
            eventPublisher.publishRemoved();
        }
        context.statusPublisher().cardRemoved();
    }

    private void showResult(InsertionResult insertionResult) {
        if (insertionResult instanceof InsertionResult.Issued) {
            context.statusPublisher().publish(SlotState.REMOVE_ISSUED);
        } else {
            context.statusPublisher().publish(SlotState.REMOVE_FAILED, reason(insertionResult));
        }
        context.statusPublisher().cardFinished(insertionResult instanceof InsertionResult.Issued);
    }

    private String reason(InsertionResult insertionResult) {
        if (insertionResult instanceof InsertionResult.Failed failure) {
            return failure.reason();
        }
        if (insertionResult instanceof InsertionResult.CardUnreachable unreachable) {
            return unreachable.reason();
        }
        if (context.stopSignal().isRequested()) {
            return "the agent ended before the card was issued";
        }
        return insertionResult instanceof InsertionResult.Initialized
                ? "put it in again"
                : "no answer from the processor";
    }

    /** One session, or a few if no answer comes or the card is made first; while the broker is away they do not count. */
    private InsertionResult runSessionsWithRetry() {
        int sessions = 0;
        while (true) {
            InsertionResult insertionResult = runSessionWithRetry();
            if (insertionResult instanceof InsertionResult.EventNotPublished notPublished) {
                context.awaitDelivery(notPublished.event());
            } else if (!isRetryable(insertionResult) || ++sessions == MAX_SESSIONS) {
                return insertionResult;
            }
            if (context.stopSignal().isRequested() || !isPresent()) {
                return insertionResult;
            }
            context.statusPublisher().publish(SlotState.WORKING);
        }
    }

    private static boolean isRetryable(InsertionResult insertionResult) {
        return insertionResult instanceof InsertionResult.NoInstruction
                || insertionResult instanceof InsertionResult.Initialized;
    }

    private boolean isPresent() {
        try {
            return terminal.isCardPresent();
        } catch (CardException e) {
            LOG.debug("the reader does not tell whether a card is there: {}", e.getMessage());
            return false;
        }
    }

    /** A card that pcscd still gives its power to cannot be talked to for a moment: it is tried again after a pause. */
    private InsertionResult runSessionWithRetry() {
        InsertionResult insertionResult = connectAndRunSession();
        for (int failed = 1;
                insertionResult instanceof InsertionResult.CardUnreachable && failed < MAX_ATTEMPTS;
                failed++) {
            if (!isPresent()
                    || context.stopSignal().awaitStop(context.timeouts().retryDelay(failed))) {
                return insertionResult;
            }
            insertionResult = connectAndRunSession();
        }
        return insertionResult;
    }

    private InsertionResult connectAndRunSession() {
        try (ExclusiveCardConnection connection = ExclusiveCardConnection.open(terminal)) {
            context.statusPublisher().cardInserted(connection.atr());
            CardIdentification identification = SmartCard.identify(connection.transport(), connection.atr());
            if (identification instanceof CardIdentification.Supported supported) {
                context.statusPublisher().cardIdentified(supported.card());
                CardEventPublisher now = new CardEventPublisher(context, supported.card(), connection.atr());
                eventPublisher = now;
                return CardSession.run(context, supported.card(), this::isPresent, now);
            }
            if (identification instanceof CardIdentification.Blank blank) {
                BlankCardEventPublisher blankEventPublisher =
                        new BlankCardEventPublisher(context, connection.atr(), blank.card());
                return BlankCardSession.run(context, blank.initialiser(), this::isPresent, blankEventPublisher);
            }
            return identification instanceof CardIdentification.Unsupported unsupported
                    ? new InsertionResult.Failed(unsupported.reason())
                    : new InsertionResult.CardUnreachable("the card left too early");
        } catch (CardException e) {
            LOG.debug("a card that cannot be connected: {}", e.getMessage());
            return new InsertionResult.CardUnreachable("the card cannot be connected");
        }
    }
}
