/**
 * Enrolments of agents and gateways, signed by an officer whose key no server holds.
 *
 * <p>Revocations are in the database. Start at
 * {@link org.cardroom.events.enrolment.Enrolment}.
 */
@NullMarked
package org.cardroom.events.enrolment;

import org.jspecify.annotations.NullMarked;
