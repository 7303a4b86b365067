/**
 * Benchmarks of the HTTP API: latency and throughput of authentication responses, and complete issuances while processors
 * are killed.
 *
 * <p>The gateway runs as a process. Start at {@link org.cardroom.bench.http.HttpBenchmark}.
 */
@NullMarked
package org.cardroom.bench.http;

import org.jspecify.annotations.NullMarked;
