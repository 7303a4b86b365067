/**
 * A whole room on one machine, for people who want to see one.
 *
 * <p>Nothing in it is needed to run the parts apart. Start at {@link org.cardroom.demo.DemoMain}.
 */
@NullMarked
package org.cardroom.demo;

import org.jspecify.annotations.NullMarked;
