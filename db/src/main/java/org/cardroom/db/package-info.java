/**
 * Access to PostgreSQL: connection pool, schema, transactions, statement batches and Spring Batch metadata.
 *
 * <p>This module contains the schema and all SQL of the product; rules are in module domain. Start at {@link org.cardroom.db.Database}.
 */
@NullMarked
package org.cardroom.db;

import org.jspecify.annotations.NullMarked;
