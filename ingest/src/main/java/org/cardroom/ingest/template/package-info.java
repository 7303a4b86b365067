/**
 * Loads profile templates from a JSON file.
 *
 * <p>The rules of a template are those of {@link org.cardroom.domain.template.ProfileTemplate}. Start at
 * {@link org.cardroom.ingest.template.TemplateLoader}.
 */
@NullMarked
package org.cardroom.ingest.template;

import org.jspecify.annotations.NullMarked;
