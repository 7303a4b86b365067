/**
 * Loads profile templates from a JSON file.
 *
 * <p>What a template may say is for the template itself to check. Start at
 * {@link org.cardroom.ingest.template.TemplateLoader}.
 */
@NullMarked
package org.cardroom.ingest.template;

import org.jspecify.annotations.NullMarked;
