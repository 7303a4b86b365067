package org.cardroom.chaos.plan;

/** What can go wrong with a room. */
public enum FaultKind {
    /** A processor is killed (SIGKILL). */
    KILL_PROCESSOR("a processor killed"),
    /** An agent is killed, with cards in its readers. */
    KILL_AGENT("an agent killed"),
    /** The broker is killed. */
    KILL_BROKER("the broker killed"),
    /** PostgreSQL is killed, with all its processes. */
    KILL_DATABASE("PostgreSQL killed"),
    /** A processor is stopped for longer than its session at the broker, then goes on (SIGSTOP, SIGCONT). */
    STOP_PROCESSOR("a processor stopped"),
    /** A connection is cut; cards of an agent that is cut off may be carried to the other one. */
    CUT("a connection cut"),
    /** A connection is slow. */
    SLOW("a connection slow"),
    /** A card is torn out at a command. */
    TEAR("a card torn out"),
    /** Events come again, later and in another order. */
    REPEAT("events repeated"),
    /** A processor does not learn that its transaction was committed. */
    LOSE_COMMIT("a commit unknown");

    private final String words;

    FaultKind(String words) {
        this.words = words;
    }

    /** In words, for the table. */
    public String description() {
        return words;
    }
}
