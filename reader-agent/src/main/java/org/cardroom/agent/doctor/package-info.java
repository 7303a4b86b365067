/**
 * The command {@code agent doctor}: checks the files, readers, cards, broker and enrolment that an agent needs.
 *
 * <p>It repairs nothing and sends no command that costs a card a try. Start at
 * {@link org.cardroom.agent.doctor.DoctorCommand}.
 */
@NullMarked
package org.cardroom.agent.doctor;

import org.jspecify.annotations.NullMarked;
