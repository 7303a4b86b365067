/**
 * The operations on profile templates: list, policies, smart-card configuration. Read only.
 *
 * <p>It shows no keys, only the check value of the initial key. Start at
 * {@link org.cardroom.gateway.templates.TemplateController}.
 */
@NullMarked
package org.cardroom.gateway.templates;

import org.jspecify.annotations.NullMarked;
