/**
 * Generation of random PINs by a template's rules, without weak ones.
 *
 * <p>PINs are neither stored nor sent here. Start at {@link org.cardroom.processor.pins.PinGenerator}.
 */
@NullMarked
package org.cardroom.processor.pins;

import org.jspecify.annotations.NullMarked;
