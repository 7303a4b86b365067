package org.cardroom.gateway.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.cardroom.domain.user.UserRole;

/** Who may call a handler: whoever has one of these roles. A handler that does not say it is nobody's. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRole {
    /** One of them is enough; without any, everybody who is authenticated. */
    UserRole[] value() default {};

    /** Whether it gives out a secret, and counts for the caller's rate. */
    boolean secret() default false;

    /** Whether nobody has to be authenticated. */
    boolean permitAll() default false;
}
