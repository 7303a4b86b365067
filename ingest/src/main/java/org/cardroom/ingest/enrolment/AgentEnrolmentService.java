package org.cardroom.ingest.enrolment;

import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.cardroom.db.Database;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.EnrolmentSigningKey;

/** Enrols and revokes agents. */
public final class AgentEnrolmentService {
    private final AgentRepository agents;
    private final Clock clock;

    /** Creates a service that stores enrolments in this database. */
    public AgentEnrolmentService(Database database, Clock clock) {
        this.agents = new AgentRepository(database);
        this.clock = clock;
    }

    /**
     * Enrols an agent. A new enrolment replaces an older one of the same name.
     * @throws EnvironmentException if the agent's name or a station's name is invalid, or the agent is revoked
     */
    public void enrol(
            AgentPublicKeyFile file, Set<String> stations, ClientType clientType, EnrolmentSigningKey signingKey) {
        if (!agents.enrol(signingKey.sign(enrolment(file, stations, clientType)))) {
            throw new EnvironmentException("not enrolled: " + file.agent() + " is revoked; --again lifts that");
        }
    }

    /**
     * Enrols an agent as {@code enrol} does, and lifts a revocation.
     * @throws EnvironmentException if the agent's name or a station's name is invalid
     */
    public void enrolAndReinstate(
            AgentPublicKeyFile file, Set<String> stations, ClientType clientType, EnrolmentSigningKey signingKey) {
        agents.enrolAndLiftRevocation(signingKey.sign(enrolment(file, stations, clientType)));
    }

    private Enrolment enrolment(AgentPublicKeyFile file, Set<String> stations, ClientType clientType) {
        try {
            return new Enrolment(file.agent(), file.key(), new TreeSet<>(stations), clientType, clock.instant());
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException("this agent cannot be enrolled: " + e.getMessage(), e);
        }
    }

    /**
     * Revokes an agent: processors refuse everything that it sends from now on.
     * @throws EnvironmentException if no agent of this name is enrolled
     */
    public void revoke(String agent) {
        if (!agents.revoke(agent)) {
            throw new EnvironmentException("no agent is enrolled as " + agent);
        }
    }
}
