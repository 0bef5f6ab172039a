package io.jenkins.plugins.mlsteps.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record component as something an author may write, and documents it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {
    /** One or two sentences for the author: meaning, unit, range. */
    String value();

    /** The value when the author gives none, as the author would write it; empty means none. */
    String defaultValue() default "";

    boolean required() default false;

    /** The only values allowed, when the parameter is a choice. */
    String[] allowed() default {};

    /** Smallest number allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest number allowed. */
    double max() default Double.POSITIVE_INFINITY;
}
