/**
 * The front door: the commands that import manifests, load templates, enrol agents, add users and serve the HTTP API.
 *
 * <p>It issues nothing and holds no key. Start at {@link org.cardroom.ingest.IngestMain}.
 */
@NullMarked
package org.cardroom.ingest;

import org.jspecify.annotations.NullMarked;
