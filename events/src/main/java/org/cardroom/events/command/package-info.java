/**
 * What all commands share: settings from options, environment and file; errors as one line.
 *
 * <p>It knows no command. Start at {@link org.cardroom.events.command.CliRunner}.
 */
@NullMarked
package org.cardroom.events.command;

import org.jspecify.annotations.NullMarked;
