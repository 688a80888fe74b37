// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All behaviour tests of the core, over every binding and in every serialization; only in the full profile. */
@Suite
@SelectPackages("org.entente.cse")
@IncludeTags(OverEveryBinding.TAG)
@ExcludeTags({NotEveryBinding.TAG, "bench"})
class WholeCoreTest {}
