// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Takes the signatures out of the jars in a folder. Nothing asks who has signed them, the class loader keeps a digest for
 * each of their files, and classes of signed jars are left out of the AOT cache. Run by the launcher after a build.
 */
final class Unsigned {
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private Unsigned() {}

    public static void main(String[] arguments) throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            for (var jar : jars) strip(jar);
        }
    }

    private static void strip(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile(), false)) {
            if (jar.stream().noneMatch(Unsigned::isSignature)) return;
            var stripped = file.resolveSibling(file.getFileName() + ".part");
            try (var out = new ZipOutputStream(Files.newOutputStream(stripped))) {
                for (var entry : jar.stream().toList())
                    if (!isSignature(entry)) copy(jar, entry, out);
            }
            Files.move(stripped, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isSignature(ZipEntry entry) {
        return SIGNATURE.matcher(entry.getName()).matches();
    }

    private static void copy(JarFile jar, ZipEntry entry, ZipOutputStream out) throws IOException {
        var copied = new ZipEntry(entry.getName());
        copied.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copied);
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) writeMain(jar.getManifest(), out);
        else
            try (var in = jar.getInputStream(entry)) {
                in.transferTo(out);
            }
        out.closeEntry();
    }

    /** What a manifest says of the whole jar; what it says of each file is a digest. */
    private static void writeMain(Manifest manifest, OutputStream out) throws IOException {
        var main = new Manifest();
        main.getMainAttributes().putAll(manifest.getMainAttributes());
        main.write(out);
    }
}
