// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.over;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class hold over every binding and in every serialization: what they send to their
 * {@link org.entente.cse.Hub} goes over a wire, once for each {@link WayIn} that the module has; in process if it has none.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(OverEveryBinding.TAG)
@ClassTemplate
@ExtendWith(EveryBinding.class)
public @interface OverEveryBinding {
    String TAG = "over-every-binding";
}
