/**
 * Parses and validates parameters and bodies strictly: an invalid value is refused with the name of its parameter or field.
 *
 * <p>It knows no rules about requests or cards. Start at {@link org.cardroom.gateway.input.JsonBody} for bodies, and at
 * {@code ParameterEditors} for parameters.
 */
@NullMarked
package org.cardroom.gateway.input;

import org.jspecify.annotations.NullMarked;
