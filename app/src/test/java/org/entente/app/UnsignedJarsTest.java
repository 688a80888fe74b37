// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.entente.security.Authority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does to the jars of others. */
class UnsignedJarsTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void signatures_go_and_all_else_stays() throws Exception {
        var lib = Files.createDirectory(folder.resolve("lib"));
        var signed = lib.resolve("signed.jar");
        sign(written(folder.resolve("plain.jar")), signed);
        try (var before = new JarFile(signed.toFile())) {
            assertThat(before.stream().map(ZipEntry::getName)).anyMatch(each -> each.endsWith(".SF"));
        }

        assertThat(unsigned(lib)).isZero();

        try (var after = new JarFile(signed.toFile())) {
            assertThat(after.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder(JarFile.MANIFEST_NAME, "one.txt", "META-INF/services/two");
            assertThat(after.getManifest().getEntries()).isEmpty();
            assertThat(after.isMultiRelease()).isTrue();
            try (var in = after.getInputStream(after.getEntry("one.txt"))) {
                assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("one ".repeat(10_000));
            }
        }
    }

    private static Path written(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var name : new String[] {"one.txt", "META-INF/services/two"}) {
                out.putNextEntry(new JarEntry(name));
                out.write("one ".repeat(10_000).getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }

    private void sign(Path jar, Path signed) throws Exception {
        var valid = Duration.ofDays(1);
        var authority = Authority.in(folder.resolve("pki"), InstantSource.system(), new SecureRandom(), valid);
        var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        try (var certificate = Files.newInputStream(authority.certificate());
                var in = new ZipFile(jar.toFile());
                var out = Files.newOutputStream(signed)) {
            var path = CertificateFactory.getInstance("X.509")
                    .generateCertPath(
                            List.of(CertificateFactory.getInstance("X.509").generateCertificate(certificate)));
            new JarSigner.Builder(keys.getPrivate(), path).build().sign(in, out);
        }
    }

    private static int unsigned(Path lib) throws Exception {
        var program = Sources.root().resolve("app/src/main/launcher/Unsigned.java");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(java.toString(), program.toString(), lib.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
