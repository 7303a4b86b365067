/**
 * What the HTTP API keeps: its users, and what its requests carry besides what issuing needs.
 *
 * <p>It decides nobody's rights and holds no password, only hashes. Start at {@link org.cardroom.db.http.HttpRequestRepository}
 * and {@link org.cardroom.db.http.HttpUserRepository}.
 */
@NullMarked
package org.cardroom.db.http;

import org.jspecify.annotations.NullMarked;
