package io.jenkins.plugins.mlsteps.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The word by which an author names a record: a step such as {@code trainModel} or a nested thing such as {@code logUniform}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Word {
    String value();

    /** One sentence for the author. */
    String doc();
}
