package org.cardroom.domain.template;

import org.cardroom.events.secret.KeyCheckValue;
import org.jspecify.annotations.Nullable;

/**
 * Names the administrator key that cards of a template come with; the key itself is in the processors' keystore, or in
 * the table of public factory keys.
 *
 * @param alias its name there
 * @param kcv what it must check to; of the vendor's master key where the cards' keys are diversified from one
 * @param diversification absent where every card has the same key; {@code AN10922} where each has its own
 */
public record InitialKeyRef(
        String alias, KeyCheckValue kcv, @Nullable String diversification) {
    public InitialKeyRef {
        ProfileTemplate.requirePresent("initialKey.alias", alias);
        ProfileTemplate.requirePresent("initialKey.kcv", kcv);
        if (diversification != null && !diversification.equals("AN10922")) {
            throw new IllegalArgumentException("initialKey.diversification can only be AN10922");
        }
    }
}
