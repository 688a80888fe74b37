// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @TempDir
    private Path folder;

    private Path privately(String text) throws IOException {
        return Files.setPosixFilePermissions(Files.writeString(folder.resolve("secret"), text), PrivateFile.OWNER_ONLY);
    }

    @Test
    void is_the_first_line_of_its_file() throws IOException {
        var file = privately(" s3cret\t\nanother line\n");

        assertThat(Secret.in(file).reveal()).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\nlater"})
    void that_is_not_there_is_no_empty_secret(String text) throws IOException {
        var file = privately(text);

        assertThatThrownBy(() -> Secret.in(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("secret is empty");
    }

    @Test
    void that_others_may_read_is_none() throws IOException {
        var file = privately("s3cret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Secret.in(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void in_a_missing_file_is_reported_with_the_file() {
        assertThatThrownBy(() -> Secret.in(folder.resolve("nowhere")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void does_not_show_in_texts() {
        assertThat(new Secret("s3cret")).asString().doesNotContain("s3cret");
    }
}
