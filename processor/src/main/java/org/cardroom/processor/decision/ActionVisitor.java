package org.cardroom.processor.decision;

/** The exhaustive dispatch over {@link Action}: a new action does not compile until every visitor handles it. */
public interface ActionVisitor<R> {
    R sendInstruction(Action.SendInstruction action);

    R initializeBlankCard(Action.InitializeBlankCard action);

    R deliverSecret(Action.DeliverSecret action);

    R acknowledgeRequestEnd(Action.AcknowledgeRequestEnd action);

    R rejectEvent(Action.RejectEvent action);

    R completeIssuance(Action.CompleteIssuance action);

    R failIssuance(Action.FailIssuance action);

    R recordOnly(Action.RecordOnly action);
}
