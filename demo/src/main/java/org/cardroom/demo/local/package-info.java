/**
 * One local installation for demo, chaos, benchmarks and tests: keys, enrolment, servers, processor, generated
 * manifests, a client of the HTTP API, the demo's directory. Start at {@link org.cardroom.demo.local.LocalSystem}.
 */
@NullMarked
package org.cardroom.demo.local;

import org.jspecify.annotations.NullMarked;
