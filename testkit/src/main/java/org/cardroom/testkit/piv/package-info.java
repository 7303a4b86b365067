/**
 * The inside of a virtual PIV card: data objects, PIN and PUK, management key authentication. The commands are
 * dispatched by {@code VirtualPivCard}. Start at {@link org.cardroom.testkit.piv.PivAuthentication}.
 */
@NullMarked
package org.cardroom.testkit.piv;

import org.jspecify.annotations.NullMarked;
