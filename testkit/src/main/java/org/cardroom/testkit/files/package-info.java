/** Locks, temporary directories and tree deletion. Start at {@link org.cardroom.testkit.files.TempDirectory}. */
@NullMarked
package org.cardroom.testkit.files;

import org.jspecify.annotations.NullMarked;
