// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is odd but permitted: nobody's stored resource spoils the requests of somebody else. */
class OddInputTest {
    /** Place, resource type, representation. */
    private static final List<String> ODD = List.of(
            "app 3 {'m2m:cnt':{'rn':'odd1','acpi':['//nobody','/','cse-in','-','cse-in/app/pol']}}",
            "app 3 {'m2m:cnt':{'rn':'odd2','cstn':'//nobody'}}",
            "app 3 {'m2m:cnt':{'rn':'odd3','or':'::','mni':9223372036854775807,'mia':9223372036854775807}}",
            "app 9 {'m2m:grp':{'rn':'odd4','mnm':9,'macp':['//nobody'],'mid':['cse-in/app/box']}}",
            "app 9 {'m2m:grp':{'rn':'odd5','mnm':9,'mid':['//nobody','/','-','cse-in/app/odd5/fopt']}}",
            "app 1 {'m2m:acp':{'rn':'odd6','pv':{'acr':[{'acor':['//nobody','//','/','//*/x','cse-in/app/odd5'],"
                    + "'acop':63}]},'pvs':{'acr':[{'acor':['Capp'],'acop':63}]}}}",
            "app 3 {'m2m:cnt':{'rn':'odd7','acpi':['cse-in/app/odd6','cse-in/app/pol']}}",
            "app/box 23 {'m2m:sub':{'rn':'odd8','nu':['Capp'],'enc':{'om':[{'ops':63,'or':'//nobody'}]}}}",
            "app/box 23 {'m2m:sub':{'rn':'odd9','nu':['Capp'],'bn':{'num':3,'dur':'P9999Y'},"
                    + "'rl':{'mnn':1,'tww':'P9999Y'}}}",
            "app/box 23 {'m2m:sub':{'rn':'odd10','nu':['Capp'],'bn':{'num':0,'dur':'-P1D'}}}");

    /** What others ask: originator, method, path, representation. */
    private static final List<String> ASKED = List.of(
            "Capp GET /cse-in/app?rcn=4",
            "Capp GET /cse-in/app?fu=1&ty=3+9+23",
            "CAdmin GET /cse-in?fu=1",
            "Capp GET /cse-in/app/odd1",
            "Cother GET /cse-in/app/odd7",
            "CAdmin GET /cse-in/app/odd2",
            "Capp GET /cse-in/app/odd5/fopt",
            "CAdmin GET /cse-in/app/odd4/fopt",
            "Capp GET /cse-in/app/box",
            "Capp PUT /cse-in/app/box {'m2m:cnt':{'lbl':['changed']}}",
            "CAdmin PUT /cse-in/app/box {'m2m:cnt':{'lbl':['again']}}",
            "CAdmin GET /cse-in?fu=1&arp=..%2F..%2F..",
            "CAdmin GET /cse-in?fu=1&ofst=9223372036854775807&lim=9223372036854775807&lvl=9223372036854775807",
            "Capp DELETE /cse-in/app/odd2",
            "Capp DELETE /cse-in/app/box/odd9");

    @Test
    @Spec("TS-0004 §7.3.3.15")
    void what_somebody_stores_spoils_nobody_elses_requests(@TempDir Path data) throws Exception {
        try (var hub = new HubUnderTest(data, List.of("access.base=Cother:retrieve"))) {
            hub.fill();
            for (var line : ODD) {
                var cells = line.replace('\'', '"').split(" ", 3);
                hub.create(HubUnderTest.APP, "/cse-in/" + cells[0], Integer.parseInt(cells[1]), cells[2]);
            }

            var wrong = new ArrayList<String>();
            for (var line : ASKED) {
                var cells = (line + " ").replace('\'', '"').split(" ", 4);
                var answer = hub.send(cells[0], cells[1], cells[2], 0, cells[3].strip());
                // Its custodian alone may have it now, and nobody is that.
                int expected = line.equals("Capp DELETE /cse-in/app/odd2") ? 403 : 200;
                if (answer.status() != expected) wrong.add(line + " " + answer);
            }

            assertThat(wrong).isEmpty();
        }
    }
}
