/**
 * Support for all commands: settings from options, environment and file, errors as one line, passphrases, signals.
 *
 * <p>It contains no command. Start at {@link org.cardroom.events.command.CliRunner}.
 */
@NullMarked
package org.cardroom.events.command;

import org.jspecify.annotations.NullMarked;
