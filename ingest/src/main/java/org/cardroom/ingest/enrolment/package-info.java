/**
 * Enrols and revokes agents: an officer signs the agent's name, key and stations.
 *
 * <p>It does not keep the officer's key, and it does not verify signatures: processors do. Start at
 * {@link org.cardroom.ingest.enrolment.AgentEnrolmentService}.
 */
@NullMarked
package org.cardroom.ingest.enrolment;

import org.jspecify.annotations.NullMarked;
