// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.over;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test of a class that is {@link OverEveryBinding} whose request one of the wires cannot carry as it is. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag(NotEveryBinding.TAG)
public @interface NotEveryBinding {
    String TAG = "not-every-binding";

    /** Which wire, and why. */
    String value();
}
