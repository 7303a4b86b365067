/**
 * Who may send events: an enrolment, signed by an officer whose key neither the front door nor the database holds.
 *
 * <p>It does not say who was revoked since; the database does. Start at
 * {@link org.cardroom.events.enrolment.Enrolment}.
 */
@NullMarked
package org.cardroom.events.enrolment;

import org.jspecify.annotations.NullMarked;
