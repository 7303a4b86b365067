/**
 * Virtual PC/SC readers in this JVM, as {@code javax.smartcardio} terminals: insertion, removal, unplugging, time per
 * command, interception of commands. For readers at a real pcscd see {@code testkit.pcsc}. Start at {@link
 * org.cardroom.testkit.reader.VirtualReader}.
 */
@NullMarked
package org.cardroom.testkit.reader;

import org.jspecify.annotations.NullMarked;
