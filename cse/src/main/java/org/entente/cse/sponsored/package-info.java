// SPDX-License-Identifier: Apache-2.0
/** AEs whose identifiers the service provider assigns, by announcements on the IN-CSE. TS-0001 §10.2.2.2. */
@NullMarked
package org.entente.cse.sponsored;

import org.jspecify.annotations.NullMarked;
