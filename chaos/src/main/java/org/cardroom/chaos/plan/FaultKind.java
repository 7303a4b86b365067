package org.cardroom.chaos.plan;

/** The kinds of faults. */
public enum FaultKind {
    /** A processor is killed (SIGKILL). */
    KILL_PROCESSOR("a processor killed"),
    /** An agent is killed, with cards in its readers. */
    KILL_AGENT("an agent killed"),
    /** The broker is killed. */
    KILL_BROKER("the broker killed"),
    /** PostgreSQL is killed, with all its processes. */
    KILL_DATABASE("PostgreSQL killed"),
    /** A processor is stopped for longer than its consumer session and then continued (SIGSTOP, SIGCONT). */
    STOP_PROCESSOR("a processor stopped"),
    /** A connection is cut; cards of a disconnected agent may be moved to the other agent. */
    CUT("a connection cut"),
    /** A connection is slow. */
    SLOW("a connection slow"),
    /** A card is removed at a command. */
    TEAR("a card torn out"),
    /** Events are published again, later and in another order. */
    REPEAT("events repeated"),
    /** The response to a processor's commit is dropped. */
    LOSE_COMMIT("a commit unknown");

    private final String description;

    FaultKind(String description) {
        this.description = description;
    }

    /** Returns the text for the table. */
    public String description() {
        return description;
    }
}
