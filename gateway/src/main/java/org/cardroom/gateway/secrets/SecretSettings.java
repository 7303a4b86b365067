package org.cardroom.gateway.secrets;

/**
 * Which secrets can be read.
 *
 * @param pinReading whether PINs can be read; off where only agents write them
 */
public record SecretSettings(boolean pinReading) {}
