/**
 * Virtual GIDS and PIV cards that answer byte for byte, for tests and the demo. They share no code with the agent and
 * do their own cryptography. They have no certificates, no key pairs, and only the files that issuing needs.
 *
 * <p>Start at {@link org.cardroom.testkit.card.VirtualCardBuilder}, then insert the card into a {@link
 * org.cardroom.testkit.reader.VirtualReader}.
 */
@NullMarked
package org.cardroom.testkit.card;

import org.jspecify.annotations.NullMarked;
