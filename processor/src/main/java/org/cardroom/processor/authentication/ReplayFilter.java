package org.cardroom.processor.authentication;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;

/** Detects replays: events with an event or session id that was processed before. Not thread-safe. */
public final class ReplayFilter {
    private final Set<UUID> unseen;

    /** Creates a filter from those ids of a poll's events that were not processed before it. */
    public ReplayFilter(Collection<UUID> unseen) {
        this.unseen = new HashSet<>(unseen);
    }

    /** Uses up the ids of an event; false if one of them was processed before. */
    public boolean consumeIfUnseen(CardEvent event) {
        List<UUID> ids = replayIds(event);
        boolean fresh = unseen.containsAll(ids);
        if (fresh) {
            ids.forEach(unseen::remove);
        }
        return fresh;
    }

    /** The ids of all these events. */
    public static Set<UUID> replayIds(List<AuthenticatedRecord.AcceptedEvent> accepted) {
        return accepted.stream()
                .flatMap(each -> replayIds(each.event()).stream())
                .collect(Collectors.toSet());
    }

    /** The ids by which a replay of the event is detected; none for a slot's status, which may be repeated. */
    public static List<UUID> replayIds(CardEvent event) {
        if (event instanceof CardEvent.SlotStatusChanged) {
            return List.of();
        }
        UUID id = event.origin().event();
        if (event instanceof CardEvent.BlankCardInserted blank) {
            return List.of(id, blank.session());
        }
        if (event instanceof GatewayEvent asked) {
            return List.of(id, asked.session());
        }
        return event instanceof CardEvent.CardInserted inserted ? List.of(id, inserted.session()) : List.of(id);
    }
}
