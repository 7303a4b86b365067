/**
 * The way to PostgreSQL: connection pool, schema, transactions.
 *
 * <p>This module holds the schema and the only SQL; it decides nothing. Start at {@link org.cardroom.db.Database}.
 */
@NullMarked
package org.cardroom.db;

import org.jspecify.annotations.NullMarked;
