package org.cardroom.gateway.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.cardroom.domain.user.UserRole;

/** Grants callers with one of these roles access to a handler. A handler without this annotation is closed to everyone. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRole {
    /** One role is enough; empty: every authenticated caller. */
    UserRole[] value() default {};

    /** Whether the handler returns a secret, and is rate limited. */
    boolean secret() default false;

    /** Whether callers need not be authenticated. */
    boolean permitAll() default false;
}
