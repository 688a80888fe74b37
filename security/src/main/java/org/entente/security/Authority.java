// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of one's own, for development and closed networks: two files in a folder, beside which it puts
 * the certificates that it makes. Elliptic-curve keys, as TS-0003 §10.2.3 wants them.
 */
public final class Authority {
    private static final String NAME = "authority";
    private static final Pattern ABSOLUTE_CSE_ID = Pattern.compile("//[A-Za-z0-9._~-]+/[A-Za-z0-9._~-]+");
    private static final int SERIAL_BITS = 128;
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(1);

    private final Path folder;
    private final InstantSource clock;
    private final SecureRandom random;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private Authority(Path folder, InstantSource clock, SecureRandom random, Duration valid) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
        if (!Files.exists(certificate())) make(valid);
        this.certificate = Pem.certificates(certificate()).getFirst();
        this.key = Pem.privateKey(file(NAME, ".key"));
    }

    /** A certificate with its key, both PEM; the key only its owner may read. */
    public record Issued(Path certificate, Path key) {}

    /**
     * Opens the one in a folder, and makes it first if there is none.
     *
     * @param valid how long one that is made counts
     * @throws IllegalStateException with one sentence if its files cannot be read
     */
    public static Authority in(Path folder, InstantSource clock, SecureRandom random, Duration valid) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be made", e);
        }
        return new Authority(folder, clock, random, valid);
    }

    /** What others are to trust. */
    public Path certificate() {
        return file(NAME, ".pem");
    }

    /**
     * For whoever others connect to.
     *
     * @param name of the files
     * @param hosts names and numbers under which it is reached
     * @param cse the CSE-ID under which it asks others, in the absolute form; empty if it does not. TS-0003 §10.1.1.7
     * @throws IllegalArgumentException if there are such files, no hosts, or the CSE-ID has another form
     */
    public Issued server(String name, List<String> hosts, Optional<String> cse, Duration valid) {
        if (hosts.isEmpty()) throw new IllegalArgumentException("a server's certificate needs a host");
        var names = Stream.concat(
                        hosts.stream().map(Authority::host), cse.stream().map(Authority::cse))
                .toList();
        // A hub asks other hubs too, and shows the same then.
        return issue(
                name, hosts.getFirst(), names, valid, KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
    }

    /**
     * For whoever speaks as these originators. TS-0003 §10.1.1.5
     *
     * @param name of the files
     * @throws IllegalArgumentException if there are such files, no originators, or a wildcard among them
     */
    public Issued client(String name, List<String> originators, Duration valid) {
        if (originators.isEmpty() || originators.stream().anyMatch(Holder::isPattern))
            throw new IllegalArgumentException("a client's certificate needs originators, none with a wildcard");
        var names = originators.stream()
                .map(each -> new GeneralName(GeneralName.uniformResourceIdentifier, each))
                .toList();
        return issue(name, originators.getFirst(), names, valid, KeyPurposeId.id_kp_clientAuth);
    }

    /** As a URI with a scheme: Java reads no alternative name of a certificate that has one without. */
    private static GeneralName cse(String id) {
        if (!ABSOLUTE_CSE_ID.matcher(id).matches())
            throw new IllegalArgumentException(id + " is no absolute CSE-ID such as //entente.example/id-mn");
        return new GeneralName(GeneralName.uniformResourceIdentifier, "https:" + id);
    }

    private static GeneralName host(String host) {
        boolean isNumber = host.matches("[0-9.]+") || host.indexOf(':') >= 0;
        return new GeneralName(isNumber ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private void make(Duration valid) {
        var own = pair();
        var subject = named("Entente development authority");
        try {
            var tools = new JcaX509ExtensionUtils();
            var builder = builder(subject, subject, own, valid)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, tools.createSubjectKeyIdentifier(own.getPublic()));
            write(new Issued(certificate(), file(NAME, ".key")), own, builder, own.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("the authority cannot be made: " + e.getMessage(), e);
        }
    }

    private Issued issue(
            String name, String subject, List<GeneralName> names, Duration valid, KeyPurposeId... purposes) {
        var issued = new Issued(file(name, ".pem"), file(name, ".key"));
        var own = pair();
        try {
            var tools = new JcaX509ExtensionUtils();
            var builder = builder(certificate.getSubjectX500Principal(), named(subject), own, valid)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes))
                    .addExtension(
                            Extension.authorityKeyIdentifier, false, tools.createAuthorityKeyIdentifier(certificate))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(GeneralName[]::new)));
            write(issued, own, builder, key);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(e.getFile() + " is there already, and is not written over", e);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("the certificate cannot be made: " + e.getMessage(), e);
        }
        return issued;
    }

    private X509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, KeyPair own, Duration valid) {
        var now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random),
                Date.from(now.minus(CLOCKS_MAY_DIFFER)),
                Date.from(now.plus(valid)),
                subject,
                own.getPublic());
    }

    private static X500Principal named(String commonName) {
        try {
            return new X500Principal(
                    new X500NameBuilder().addRDN(BCStyle.CN, commonName).build().getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has this curve", e);
        }
    }

    private static void write(Issued files, KeyPair own, X509v3CertificateBuilder builder, PrivateKey signing)
            throws IOException, OperatorCreationException {
        var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing));
        write(files.key(), new JcaPKCS8Generator(own.getPrivate(), null), privately(files.key()));
        write(files.certificate(), signed, List.of());
    }

    private static List<FileAttribute<?>> privately(Path file) {
        return PrivateFile.isPosix(file)
                ? List.of(PosixFilePermissions.asFileAttribute(PrivateFile.OWNER_ONLY))
                : List.of();
    }

    private static void write(Path file, Object content, List<FileAttribute<?>> attributes) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        }
        var fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = Files.newByteChannel(file, fresh, attributes.toArray(FileAttribute<?>[]::new))) {
            out.write(StandardCharsets.US_ASCII.encode(text.toString()));
        }
    }

    private Path file(String name, String suffix) {
        return folder.resolve(name + suffix);
    }
}
