/**
 * Repositories of the HTTP API: users, the extra data of HTTP requests, and card views.
 *
 * <p>It enforces no rights and stores no passwords, only hashes. Start at {@link org.cardroom.db.http.HttpRequestRepository}
 * and {@link org.cardroom.db.http.HttpUserRepository}.
 */
@NullMarked
package org.cardroom.db.http;

import org.jspecify.annotations.NullMarked;
