// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.entente.model.Spec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Valid requests with some of their bytes changed, dropped or doubled: never a fault, never silence, nothing left behind.
 *
 * <p>{@code -Dentente.seed=N} runs one seed alone.
 */
class MutatedRequestsTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST_CHANGES = 4;
    private static final int EACH = 200;

    /** Characters that mean something to one of the parsers on the way. */
    private static final String TELLING = "\0\t\r\n \"'{}[]():;,/?#&=%+-*~.<>|\\0129aAeEtT\u00ff\u0080\u00c3";

    /** Originator, method, path, resource type, representation. */
    private static final List<String> VALID = List.of(
            "Capp GET /cse-in/app/box 0 ",
            "Capp GET /cse-in/app/box/la 0 ",
            "Capp GET /-/app?rcn=4&lim=5&lvl=2&ofst=1 0 ",
            "Capp GET /~/id-in/cse-in/app/box?atrl=rn+mni+lbl 0 ",
            "Capp GET /cse-in/app?fu=1&ty=3+4&lbl=color:red&cra=20200101T000000&szb=100&fo=2 0 ",
            "Capp GET /cse-in/app?fu=1&lbq=color%20IN%20(red,blue)&rn=b*&arp=la&drt=2 0 ",
            "Capp GET /cse-in/app?fu=1&cfs=1&cfq=$.a%20GT%203%20OR%20$.b%20EQ%20%22x%22 0 ",
            "Capp GET /cse-in/app/grp/fopt/la 0 ",
            "Capp POST /cse-in/app 3 {'m2m:cnt':{'mni':10,'lbl':['a:b','c'],'et':'20991231T000000','cr':null}}",
            "Capp POST /cse-in/app/box 4 {'m2m:cin':{'con':{'a':[1,2.5e3,true,null],'b':'x'},'cnf':'text/plain:0'}}",
            "Capp POST /cse-in/app 9 {'m2m:grp':{'mt':3,'mnm':4,'csy':1,'mid':['cse-in/app/box','-/app/empty']}}",
            "Capp POST /cse-in/app 1 {'m2m:acp':{'pv':{'acr':[{'acor':['C*','//x','all'],'acop':63,'acaf':false,"
                    + "'acco':[{'actw':['* 0-5 2,6,10 * * * *'],'acip':{'ipv4':['10.0.0.0/8'],'ipv6':['::1']},"
                    + "'aclr':{'accr':[1.5,2,300]}}],'acod':[{'ty':3,'chty':[4]}]}]},"
                    + "'pvs':{'acr':[{'acor':['Capp'],'acop':63}]}}}",
            "Capp POST /cse-in/app/box 23 {'m2m:sub':{'nu':['Capp'],'enc':{'net':[1,3],'atr':['lbl'],'chty':[4]},"
                    + "'bn':{'num':3,'dur':'PT1M'},'rl':{'mnn':2,'tww':'PT1S'},'nct':1,'exc':9}}",
            "Capp POST /cse-in/app 28 {'cod:binSh':{'cnd':'org.onem2m.common.moduleclass.binarySwitch','state':true}}",
            "Capp POST /cse-in/node 13 {'m2m:bat':{'mgd':1006,'btl':50,'bts':1}}",
            "Capp POST /cse-in/app 0 {'m2m:sgn':{'nev':{'rep':{},'net':1},'sur':'x'}}",
            "Cnew POST /cse-in 2 {'m2m:ae':{'api':'Nx','rr':true,'srv':['3','4'],'poa':['http://127.0.0.1:1/']}}",
            "Capp PUT /cse-in/app/box 0 {'m2m:cnt':{'mni':5,'lbl':['x'],'or':null}}",
            "Capp PUT /cse-in/app/shared 0 {'m2m:cnt':{'acpi':['cse-in/app/pol']}}",
            "Capp DELETE /cse-in/app/box/la 0 ");

    @Test
    @Spec("TS-0004 §6.6")
    void meet_no_fault_and_no_silence(@TempDir Path data) throws Exception {
        run(data, Long.getLong("entente.seed", 20_261_122L), 2_000);
    }

    @Test
    @Tag("full")
    @Spec("TS-0004 §6.6")
    void meet_no_fault_and_no_silence_in_the_long_run(@TempDir Path data) throws Exception {
        var seeds = new Random();
        for (int i = 0; i < 10; i++) run(data.resolve("run" + i), seeds.nextLong(), 10_000);
    }

    private static void run(Path data, long seed, int times) throws Exception {
        System.out.println("mutated HTTP requests: seed " + seed);
        var random = new Random(seed);
        var wrong = new ArrayList<String>();
        try (var hub = new HubUnderTest(data, List.of("http.limits.body-time=5s"))) {
            hub.fill();
            demandAlive(hub, seed);
            var before = Footprint.now();
            for (int i = 0; i < times && wrong.size() < 10; i++) {
                var mutant = mutated(request(VALID.get(random.nextInt(VALID.size())), hub), random);
                var answer = send(hub, mutant);
                if (isFault(answer)) wrong.add("\n--- " + mutant + "\n--- " + answer);
                if (i % EACH == 0) demandAlive(hub, seed);
            }
            demandAlive(hub, seed);
            before.awaitAgain("HTTP, seed " + seed);
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
    }

    private static String request(String line, HubUnderTest hub) {
        var cells = line.replace('\'', '"').split(" ", 5);
        return hub.request(cells[0], cells[1], cells[2], Integer.parseInt(cells[3]), cells[4])
                .replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private static String mutated(String request, Random random) {
        var text = new StringBuilder(request);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(8));
            char telling = TELLING.charAt(random.nextInt(TELLING.length()));
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, telling);
                case 1 -> text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(8)));
                case 2 -> text.insert(at, telling);
                case 3 -> text.delete(at, end);
                case 4 -> text.insert(at, text.substring(at, end));
                default -> text.setLength(random.nextInt(4) == 0 ? at : text.length());
            }
        }
        return text.toString();
    }

    /** What the server says until it closes; the sender says that there is no more to come. */
    private static String send(HubUnderTest hub, String mutant) throws IOException {
        try (var socket = new Socket(hub.address().getHost(), hub.address().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(mutant.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketTimeoutException e) {
            return "silence";
        } catch (SocketException reset) {
            return "";
        }
    }

    // 501 and 504 are answers to what was asked; a version of HTTP that nobody knows is no fault of ours either.
    private static boolean isFault(String answer) {
        return answer.equals("silence") || answer.contains("X-M2M-RSC: 5000") || answer.contains("Exception");
    }

    private static void demandAlive(HubUnderTest hub, long seed) throws IOException {
        var answer = hub.send(HubUnderTest.ADMIN, "GET", "/cse-in", 0, "");
        assertThat(answer.status()).as("seed %d", seed).isEqualTo(200);
    }
}
