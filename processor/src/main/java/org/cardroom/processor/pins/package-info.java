/**
 * PINs: which ones a template allows, and the uniform draw among them.
 *
 * <p>It keeps and sends nothing. Start at {@link org.cardroom.processor.pins.PinGenerator}.
 */
@NullMarked
package org.cardroom.processor.pins;

import org.jspecify.annotations.NullMarked;
