/**
 * The job {@code importManifest}: a CSV manifest becomes requests, and its bad lines a reject file with every reason.
 *
 * <p>It decides nothing about cards, and it logs no personal data. Start at
 * {@link org.cardroom.ingest.manifest.ManifestImporter}.
 */
@NullMarked
package org.cardroom.ingest.manifest;

import org.jspecify.annotations.NullMarked;
