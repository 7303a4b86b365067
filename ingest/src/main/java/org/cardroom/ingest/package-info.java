/**
 * Commands that import manifests, load templates, and enrol and revoke agents.
 *
 * <p>It issues no cards and keeps no keys. Start at {@link org.cardroom.ingest.IngestMain}.
 */
@NullMarked
package org.cardroom.ingest;

import org.jspecify.annotations.NullMarked;
