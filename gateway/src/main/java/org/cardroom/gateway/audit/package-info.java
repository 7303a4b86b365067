/**
 * The gateway's audit: appends to the gateway's own audit chain which caller requested or changed what.
 *
 * <p>It does not authorise callers, and it records no secret. Start at
 * {@link org.cardroom.gateway.audit.GatewayAuditLog}.
 */
@NullMarked
package org.cardroom.gateway.audit;

import org.jspecify.annotations.NullMarked;
