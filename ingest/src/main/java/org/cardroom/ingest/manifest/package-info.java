/**
 * Imports CSV manifests with the Spring Batch job {@code importManifest}: valid lines become requests, rejected lines go
 * to the reject file with every reason.
 *
 * <p>It does not assign cards, and it logs no personal data. Start at
 * {@link org.cardroom.ingest.manifest.ManifestImporter}.
 */
@NullMarked
package org.cardroom.ingest.manifest;

import org.jspecify.annotations.NullMarked;
