/**
 * What a virtual card keeps without power, and its file: keys, PINs, counters, ciphers. It knows no commands. Start at
 * {@link org.cardroom.testkit.memory.CardMemory}.
 */
@NullMarked
package org.cardroom.testkit.memory;

import org.jspecify.annotations.NullMarked;
