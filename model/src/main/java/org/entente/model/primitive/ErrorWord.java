// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.model.Refused;

/**
 * Why a request was declined, as programs read it: {@code error=attribute.type;attribute=mni} in a response's
 * vendorInformation. TS-0001 §8.1.2.
 *
 * @param attribute the short name of the attribute, member or parameter to blame; empty if there is none
 */
public record ErrorWord(String word, String attribute) {
    private static final int LONGEST_NAME = 60;
    private static final Pattern FORM =
            Pattern.compile("error=([a-z.-]{1,80})(?:;attribute=([A-Za-z0-9._:?-]{1,60}))?");
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9._:-]");

    static ErrorWord of(Refused refused) {
        // A name may be a stranger's: it becomes fit for any header.
        var name = UNFIT.matcher(refused.attribute().orElse("")).replaceAll("?");
        return new ErrorWord(refused.word(), name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
    }

    /** Empty if it is another vendor's information. */
    public static Optional<ErrorWord> read(String vendorInformation) {
        var form = FORM.matcher(vendorInformation);
        if (!form.matches()) return Optional.empty();
        return Optional.of(new ErrorWord(form.group(1), form.group(2) == null ? "" : form.group(2)));
    }

    @Override
    public String toString() {
        return attribute.isEmpty() ? "error=" + word : "error=" + word + ";attribute=" + attribute;
    }
}
