/**
 * The agents that were enrolled, and those that were revoked.
 *
 * <p>Whether an enrolment is genuine is for its signature to say, not for this table. Start at
 * {@link org.cardroom.db.agents.AgentRepository}.
 */
@NullMarked
package org.cardroom.db.agents;

import org.jspecify.annotations.NullMarked;
