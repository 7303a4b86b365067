/**
 * The command {@code demo}: imports a manifest, issues the batch on virtual cards, verifies every card and writes a
 * summary; resumes an interrupted batch. Start at {@link org.cardroom.demo.batch.DemoCommand}.
 */
@NullMarked
package org.cardroom.demo.batch;

import org.jspecify.annotations.NullMarked;
