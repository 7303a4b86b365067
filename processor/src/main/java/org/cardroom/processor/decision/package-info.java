/**
 * Stage 3: decides what follows from one event. Everything here is pure: no I/O, clock, random source or key. Random
 * values are drawn before and passed in as {@link org.cardroom.processor.decision.DrawnValues}; storing and sending the
 * result is the {@code application} package's task. Start at {@link org.cardroom.processor.decision.EventDecider}; a new
 * {@link org.cardroom.processor.decision.Action} needs a method in {@code ActionVisitor}.
 */
@NullMarked
package org.cardroom.processor.decision;

import org.jspecify.annotations.NullMarked;
