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

/** One card in one reader, from its insertion until its removal. Sessions are retried where that can help. */
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
     * Processes the card and waits for its removal.
     * @return whether communication with the card failed although it was inserted
     * @throws CardException if the reader fails
     */
    public boolean processUntilRemoved() throws CardException {
        context.statusPublisher().publish(SlotState.WORKING);
        InsertionResult result = runSessionsWithRetry();
        boolean communicationLost = isCommunicationLost(result) && isPresent();
        try (CardRemovalWatcher removalWatcher = CardRemovalWatcher.watch(terminal)) {
            showResult(result);
            long pollInterval = context.timeouts().pollInterval().toMillis();
            while (!context.stopSignal().isRequested()
                    && !terminal.waitForCardAbsent(pollInterval)
                    && removalWatcher.isSameCard()) {
                LOG.trace("the card is still inserted");
            }
        } finally {
            if (eventPublisher != null && !context.stopSignal().isRequested()) {
                eventPublisher.publishRemoved();
            }
            context.statusPublisher().cardRemoved();
        }
        return communicationLost;
    }

    private static boolean isCommunicationLost(InsertionResult result) {
        return result instanceof InsertionResult.CardUnreachable
                || (result instanceof InsertionResult.Failed failure && failure.communicationLost());
    }

    private void showResult(InsertionResult result) {
        if (result instanceof InsertionResult.Issued) {
            context.statusPublisher().publish(SlotState.REMOVE_ISSUED);
        } else {
            context.statusPublisher().publish(SlotState.REMOVE_FAILED, reason(result));
        }
        context.statusPublisher().cardFinished(result instanceof InsertionResult.Issued);
    }

    private String reason(InsertionResult result) {
        if (result instanceof InsertionResult.Failed failure) {
            return failure.reason();
        }
        if (result instanceof InsertionResult.CardUnreachable unreachable) {
            return unreachable.reason();
        }
        if (context.stopSignal().isRequested()) {
            return "the agent stopped before the card was issued";
        }
        return result instanceof InsertionResult.Initialized ? "insert it again" : "no answer from the processor";
    }

    /** Retries if no answer comes or the card was first initialised. Retries while the broker is unreachable do not count. */
    private InsertionResult runSessionsWithRetry() {
        int sessions = 0;
        while (true) {
            InsertionResult result = runSessionWithRetry();
            if (result instanceof InsertionResult.EventNotPublished notPublished) {
                context.awaitDelivery(notPublished.event());
            } else if (!isRetryable(result) || ++sessions == MAX_SESSIONS) {
                return result;
            }
            if (context.stopSignal().isRequested() || !isPresent()) {
                return result;
            }
            context.statusPublisher().publish(SlotState.WORKING);
        }
    }

    private static boolean isRetryable(InsertionResult result) {
        return result instanceof InsertionResult.NoInstruction || result instanceof InsertionResult.Initialized;
    }

    private boolean isPresent() {
        try {
            return terminal.isCardPresent();
        } catch (CardException e) {
            LOG.debug("cannot check for a card; error={}", e.getMessage());
            return false;
        }
    }

    /** A card that pcscd is still powering up does not answer for a moment: it is tried again after a delay. */
    private InsertionResult runSessionWithRetry() {
        InsertionResult result = connectAndRunSession();
        for (int failures = 1;
                result instanceof InsertionResult.CardUnreachable && failures < MAX_ATTEMPTS;
                failures++) {
            if (!isPresent()
                    || context.stopSignal().awaitStop(context.timeouts().retryDelay(failures))) {
                return result;
            }
            result = connectAndRunSession();
        }
        return result;
    }

    private InsertionResult connectAndRunSession() {
        try (ExclusiveCardConnection connection = ExclusiveCardConnection.open(terminal)) {
            context.statusPublisher().cardInserted(connection.atr());
            CardIdentification identification = SmartCard.identify(connection.transport(), connection.atr());
            if (identification instanceof CardIdentification.Supported supported) {
                context.statusPublisher().cardIdentified(supported.card());
                CardEventPublisher publisher = new CardEventPublisher(context, supported.card(), connection.atr());
                eventPublisher = publisher;
                return CardSession.run(context, supported.card(), this::isPresent, publisher);
            }
            if (identification instanceof CardIdentification.Blank blank) {
                BlankCardEventPublisher publisher =
                        new BlankCardEventPublisher(context, connection.atr(), blank.card());
                return BlankCardSession.run(context, blank.initializer(), this::isPresent, publisher);
            }
            return identification instanceof CardIdentification.Unsupported unsupported
                    ? new InsertionResult.Failed(unsupported.reason())
                    : new InsertionResult.CardUnreachable("the card was removed too early");
        } catch (CardException e) {
            LOG.debug("cannot connect to the card; error={}", e.getMessage());
            return new InsertionResult.CardUnreachable("cannot connect to the card");
        }
    }
}
