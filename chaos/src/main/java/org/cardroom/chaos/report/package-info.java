/**
 * The result of a chaos run: chaos.json, the printed table, and the progress lines.
 *
 * <p>Start at {@link org.cardroom.chaos.report.ChaosReport}.
 */
@NullMarked
package org.cardroom.chaos.report;

import org.jspecify.annotations.NullMarked;
