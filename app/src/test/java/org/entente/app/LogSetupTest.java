// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.ClassicConstants;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSetupTest {

    @Test
    void file_of_logbacks_own_goes_first() {
        assertThat(System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY)).isEqualTo("logback-test.xml");

        assertThat(LoggerFactory.getLogger("org.example").isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("org.example").isWarnEnabled()).isTrue();
    }
}
