/**
 * A complete installation on one machine, to try it and to test it. It contains nothing that a production installation
 * needs. Start at {@link org.cardroom.demo.DemoMain}.
 */
@NullMarked
package org.cardroom.demo;

import org.jspecify.annotations.NullMarked;
