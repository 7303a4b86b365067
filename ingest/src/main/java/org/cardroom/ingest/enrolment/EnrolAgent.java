package org.cardroom.ingest.enrolment;

import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.cardroom.db.Store;
import org.cardroom.db.agents.Agents;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.OfficerKey;

/** Enrols and revokes agents, without asking anybody. */
public final class EnrolAgent {
    private final Agents agents;
    private final Clock clock;

    /** In this database. */
    public EnrolAgent(Store store, Clock clock) {
        this.agents = new Agents(store);
        this.clock = clock;
    }

    /**
     * Enrols it; a new enrolment of the same name takes the place of the old one.
     *
     * @throws CannotRun if its name or a station's cannot be used, or it is revoked
     */
    public void enrol(PublicFile file, Set<String> stations, Capability capability, OfficerKey officer) {
        if (!agents.enrol(officer.sign(enrolment(file, stations, capability)))) {
            throw new CannotRun("not enrolled: " + file.agent() + " is revoked; --again lifts that");
        }
    }

    /**
     * Enrols it, and lifts its revocation if it is revoked.
     *
     * @throws CannotRun if its name or a station's cannot be used
     */
    public void enrolAgain(PublicFile file, Set<String> stations, Capability capability, OfficerKey officer) {
        agents.enrolAgain(officer.sign(enrolment(file, stations, capability)));
    }

    private Enrolment enrolment(PublicFile file, Set<String> stations, Capability capability) {
        try {
            return new Enrolment(file.agent(), file.key(), new TreeSet<>(stations), capability, clock.instant());
        } catch (IllegalArgumentException e) {
            throw new CannotRun("this agent cannot be enrolled: " + e.getMessage(), e);
        }
    }

    /**
     * Revokes it from now on.
     *
     * @throws CannotRun if nobody of this name is enrolled
     */
    public void revoke(String agent) {
        if (!agents.revoke(agent)) {
            throw new CannotRun("no agent is enrolled as " + agent);
        }
    }
}
