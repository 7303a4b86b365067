package org.cardroom.ingest.enrolment;

import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.cardroom.db.Database;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.enrolment.AgentPublicKeyFile;

/** Enrols and revokes agents, without asking anybody. */
public final class AgentEnrolmentService {
    private final AgentRepository agents;
    private final Clock clock;

    /** In this database. */
    public AgentEnrolmentService(Database database, Clock clock) {
        this.agents = new AgentRepository(database);
        this.clock = clock;
    }

    /**
     * Enrols it; a new enrolment of the same name takes the place of the old one.
     *
     * @throws EnvironmentException if its name or a station's cannot be used, or it is revoked
     */
    public void enrol(
            AgentPublicKeyFile file, Set<String> stations, ClientType capability, EnrolmentSigningKey signingKey) {
        if (!agents.enrol(signingKey.sign(enrolment(file, stations, capability)))) {
            throw new EnvironmentException("not enrolled: " + file.agent() + " is revoked; --again lifts that");
        }
    }

    /**
     * Enrols it, and lifts its revocation if it is revoked.
     *
     * @throws EnvironmentException if its name or a station's cannot be used
     */
    public void enrolAndReinstate(
            AgentPublicKeyFile file, Set<String> stations, ClientType capability, EnrolmentSigningKey signingKey) {
        agents.enrolAndLiftRevocation(signingKey.sign(enrolment(file, stations, capability)));
    }

    private Enrolment enrolment(AgentPublicKeyFile file, Set<String> stations, ClientType capability) {
        try {
            return new Enrolment(file.agent(), file.key(), new TreeSet<>(stations), capability, clock.instant());
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException("this agent cannot be enrolled: " + e.getMessage(), e);
        }
    }

    /**
     * Revokes it from now on.
     *
     * @throws EnvironmentException if nobody of this name is enrolled
     */
    public void revoke(String agent) {
        if (!agents.revoke(agent)) {
            throw new EnvironmentException("no agent is enrolled as " + agent);
        }
    }
}
