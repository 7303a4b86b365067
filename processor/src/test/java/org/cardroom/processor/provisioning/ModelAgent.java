package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Stage;

/** An agent as far as the processor can tell it from another: its name and what its journal holds. */
record ModelAgent(String name, UUID journal, List<Journal.Write> writes) {
    static ModelAgent fresh() {
        return new ModelAgent("agent-1", Ids.next(), List.of());
    }

    ModelAgent noting(List<Journal.Write> more) {
        List<Journal.Write> all = new ArrayList<>(writes);
        all.addAll(more);
        return new ModelAgent(name, journal, List.copyOf(all));
    }

    /** Where the card may be put in next: the same agent, the same without its journal, another one. */
    static List<ModelAgent> successors(ModelAgent agent) {
        String other = agent.name.equals("agent-1") ? "agent-2" : "agent-1";
        return List.of(
                agent, new ModelAgent(agent.name, Ids.next(), List.of()), new ModelAgent(other, Ids.next(), List.of()));
    }

    /** What matters of it to a card, in words. */
    String seenBy(Card card) {
        Exchange last = card.exchange();
        boolean same =
                last != null && last.agent().equals(name) && last.journal().equals(journal);
        return same + "/" + sent(last, Stage.ANSWER) + "/" + sent(last, Stage.KEY);
    }

    private boolean sent(Exchange last, Stage stage) {
        return last != null
                && last.instruction() != null
                && new Journal(journal, writes).sent(last.instruction(), stage);
    }
}
