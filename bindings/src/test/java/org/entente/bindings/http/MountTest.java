// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.entente.model.web.WebResponse;
import org.junit.jupiter.api.Test;

/** Which requests go to a part of the site. */
class MountTest {

    @Test
    void folder_takes_what_lies_below_it() {
        var folder = mount("/console/");

        assertThat(folder.takes("/console/app.js", false)).isTrue();
        assertThat(folder.takes("/console", false)).isTrue();
        assertThat(folder.takes("/consoles", false)).isFalse();
    }

    @Test
    void file_takes_itself() {
        assertThat(mount("/metrics").takes("/metrics", true)).isTrue();
        assertThat(mount("/metrics").takes("/metrics/more", true)).isFalse();
    }

    @Test
    void root_takes_itself_and_no_primitive() {
        assertThat(mount("/").takes("/", false)).isTrue();
        assertThat(mount("/").takes("/cse-in", false)).isFalse();
        assertThat(mount("/").takes("/", true)).isFalse();
    }

    private static Mount mount(String path) {
        return new Mount(path, true, _ -> WebResponse.of(200, "text/plain", new byte[0]));
    }
}
