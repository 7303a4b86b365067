package org.cardroom.domain.template;

import org.cardroom.events.secret.KeyCheckValue;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the initial administrator key of a template's cards. The key itself is in the processors' keystore or in the
 * table of public factory keys.
 * @param alias name of the key there
 * @param kcv check value of the key, or of the vendor's master key if keys are diversified
 * @param diversification {@code AN10922} if each card has its own key; null if all share one
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
