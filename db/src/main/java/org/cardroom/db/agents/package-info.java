/**
 * Enrolled and revoked agents.
 *
 * <p>It does not verify enrolment signatures; the processor does. Start at
 * {@link org.cardroom.db.agents.AgentRepository}.
 */
@NullMarked
package org.cardroom.db.agents;

import org.jspecify.annotations.NullMarked;
