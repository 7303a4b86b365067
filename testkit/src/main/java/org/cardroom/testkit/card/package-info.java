/**
 * Smart cards and readers made of software, for tests and for the demo: a GIDS and a PIV card that answer byte for
 * byte, and readers that can lose them at any command. They do not share code with the parts that they test (they do
 * their own cryptography), and they have no certificates, no key pairs and no files but the few that issuing needs.
 * Start at {@link org.cardroom.testkit.card.VirtualCardBuilder}, then put the card into a {@link
 * org.cardroom.testkit.reader.VirtualReader}.
 */
@NullMarked
package org.cardroom.testkit.card;

import org.jspecify.annotations.NullMarked;
