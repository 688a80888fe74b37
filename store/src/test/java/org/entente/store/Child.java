// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.cse.store.Samples.*;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * A process of its own that creates instances and says of each when it was acknowledged, one line each. Arguments: the
 * data folder, how many threads, how many instances each makes.
 */
final class Child {
    static final int BOXES = 4;
    static final long MAXIMUM = 25;

    private Child() {}

    /** A container of the child; the first keeps a maximum number of instances. */
    static Resource box(int number) {
        var box = container(base(), "box" + number);
        return number == 0 ? box.with(Attributes.MNI, MAXIMUM) : box;
    }

    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[1]);
        int times = Integer.parseInt(arguments[2]);
        try (var store = LastingTest.open(Path.of(arguments[0]))) {
            if (store.view().byPath("cse-in").isEmpty()) {
                store.commit(create(base()));
                for (int i = 0; i < BOXES; i++) store.commit(create(box(i)));
            }
            var out = new FileOutputStream(FileDescriptor.out);
            var all = IntStream.range(0, threads)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        for (int j = 0; j < times; j++) {
                            var made = store.commit(append(box((i + j) % BOXES).ri(), "t" + i))
                                    .subject();
                            say(out, made.ri());
                        }
                    }))
                    .toList();
            for (var each : all) join(each);
        }
    }

    /** One system call for one line: a line is there whole or not at all. */
    private static void say(FileOutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The command that runs it. */
    static List<String> command(Path folder, int threads, int times) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        command.addAll(List.of(folder.toString(), Integer.toString(threads), Integer.toString(times)));
        return command;
    }

    /** Kills the process in the middle of what it does once it said so many lines, and gives all that it said. */
    static List<String> acknowledgedUntilKilled(Process child, int lines) throws IOException {
        var acknowledged = new ArrayList<String>();
        try (var said = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == lines) child.toHandle().destroyForcibly();
            }
        }
        return acknowledged;
    }
}
