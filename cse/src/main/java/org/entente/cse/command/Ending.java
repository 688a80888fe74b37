// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

/** What became of a command that was sent to a device. */
sealed interface Ending {

    /** @param result an m2m:execResultType: what the device says of it, or 4 if it was never asked */
    record Finished(int result) implements Ending {}

    /** The device is at it, and will tell how it ends. */
    record Accepted() implements Ending {}

    /** Nobody who stands for the device could be asked. */
    record Unreachable(String reason) implements Ending {}
}
