// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import org.entente.cse.over.NotEveryBinding;
import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * Of the behaviour tests of the core those that say the most of what a wire carries, over every binding and in every
 * serialization.
 */
@Suite
@SelectClasses(
        names = {
            "org.entente.cse.ContainerTest",
            "org.entente.cse.FlexContainerTest",
            "org.entente.cse.GroupTest",
            "org.entente.cse.ParametersTest",
            "org.entente.cse.discovery.AnswersTest",
            "org.entente.cse.discovery.DiscoveryTest"
        })
@ExcludeTags({NotEveryBinding.TAG, "full", "bench"})
class CoreTest {}
