// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the clauses that a test, or the type it marks, is answerable to; the conformity matrix is made from it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Spec {

    /** Document and clause, as in {@code "TS-0004 §7.4.8"}; a range or a table counts as one clause. */
    String[] value();

    /**
     * What a test shows of which resource type, as in {@code "actr CU"}: a short name and the first letters of
     * operations (CREATE, RETRIEVE, UPDATE, DELETE, NOTIFY).
     *
     * <p>A clause such as TS-0004 §7.4.38.2.1 says so by its number and needs none. {@code mgmtObj} stands for all
     * management objects, {@code *} for every type that has a table.
     */
    String[] proves() default {};
}
