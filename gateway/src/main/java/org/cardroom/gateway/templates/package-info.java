/**
 * Profile templates as HTTP clients see them: which there are, what a policy says, how cards are set up.
 *
 * <p>It shows no key; a template names its initial key by its check value. Start at
 * {@link org.cardroom.gateway.templates.TemplateController}.
 */
@NullMarked
package org.cardroom.gateway.templates;

import org.jspecify.annotations.NullMarked;
