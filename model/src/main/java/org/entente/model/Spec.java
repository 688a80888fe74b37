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
}
