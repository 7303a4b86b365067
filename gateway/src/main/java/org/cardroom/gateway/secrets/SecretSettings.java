package org.cardroom.gateway.secrets;

/**
 * What can be read at all.
 *
 * @param pinReading whether PINs can: a room whose agents write them turns it off
 */
public record SecretSettings(boolean pinReading) {}
