/**
 * The events on the outcomes topic, for other systems and for the restore of a database.
 *
 * <p>They are neither sealed nor authenticated. Start at {@link org.cardroom.events.outcome.IssuanceEvent}.
 */
@NullMarked
package org.cardroom.events.outcome;

import org.jspecify.annotations.NullMarked;
