/**
 * Enrols agents: an officer signs what a person compared.
 *
 * <p>It neither keeps the officer's key nor checks signatures; processors do that in every chunk. Start at
 * {@link org.cardroom.ingest.enrolment.AgentEnrolmentService}.
 */
@NullMarked
package org.cardroom.ingest.enrolment;

import org.jspecify.annotations.NullMarked;
