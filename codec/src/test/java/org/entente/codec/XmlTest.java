// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Primitives and resources as XML documents. */
class XmlTest {
    private static final String M2M = " xmlns:m2m=\"http://www.onem2m.org/xml/protocols\"";

    private static Value.Fields read(String document) {
        return Xml.STANDARD.readObject(document.getBytes(UTF_8));
    }

    private static String write(String json) {
        return new String(Xml.STANDARD.write(json(json)), UTF_8);
    }

    private static Value.Fields json(String text) {
        return Json.STRICT.readObject(text.replace('\'', '"').getBytes(UTF_8));
    }

    @Nested
    class A_document {
        @Test
        @Spec("TS-0004 §8.3.2")
        void of_a_request_is_the_same_as_in_json() {
            var xml = """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <m2m:rqp xmlns:m2m="http://www.onem2m.org/xml/protocols">
                        <op>1</op>
                        <to>//example.net/myCSE/-/Cont1</to>
                        <fr>/myCSE/C2345</fr>
                        <rqi>0002bf63</rqi>
                        <ty>4</ty>
                        <pc>
                            <m2m:cin>
                                <cnf>application/xml:1</cnf>
                                <con>PHRpbWU+</con>
                            </m2m:cin>
                        </pc>
                    </m2m:rqp>""";

            assertThat(read(xml))
                    .isEqualTo(
                            json(
                                    "{'m2m:rqp':{'op':1,'to':'//example.net/myCSE/-/Cont1','fr':'/myCSE/C2345',"
                                            + "'rqi':'0002bf63','ty':4,'pc':{'m2m:cin':{'cnf':'application/xml:1','con':'PHRpbWU+'}}}}"));
        }

        @Test
        @Spec("TS-0004 §8.3.1")
        void with_an_empty_element_deletes_the_attribute() {
            assertThat(read("<?xml version='1.0' encoding='UTF-8'?><m2m:grp><mnm></mnm></m2m:grp>"))
                    .isEqualTo(json("{'m2m:grp':{'mnm':null}}"));
        }

        @Test
        @Spec("TS-0004 §8.3.1")
        void with_an_empty_element_for_a_mandatory_text_has_the_empty_text() {
            assertThat(read("<m2m:nod><ni></ni></m2m:nod>")).isEqualTo(json("{'m2m:nod':{'ni':''}}"));
        }

        @Test
        @Spec("TS-0004 §8.3.1")
        void with_a_blank_element_has_a_list_or_structure_of_nothing() {
            assertThat(read("<m2m:sub><nu> </nu><enc> </enc><bn></bn></m2m:sub>"))
                    .isEqualTo(json("{'m2m:sub':{'nu':[],'enc':{},'bn':null}}"));
        }

        @Test
        @Spec("TS-0004 §8.3.1")
        void has_the_types_of_its_attributes() {
            assertThat(read("<m2m:cnt" + M2M + " rn='box'><mni>10</mni><lbl>a b</lbl><disr>true</disr>"
                            + "<acpi>p1 p2</acpi></m2m:cnt>"))
                    .isEqualTo(
                            json("{'m2m:cnt':{'rn':'box','mni':10,'lbl':['a','b'],'disr':true,'acpi':['p1','p2']}}"));
        }

        @Test
        @Spec("TS-0004 §8.3.1")
        void is_written_in_the_order_of_the_table() {
            assertThat(write("{'m2m:cnt':{'mni':10,'lbl':['a','b'],'ri':'c1','rn':'box'}}"))
                    .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><m2m:cnt" + M2M
                            + " rn=\"box\"><ri>c1</ri><lbl>a b</lbl><mni>10</mni></m2m:cnt>");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'m2m:cnt':{'rn':'box','m2m:cin':[{'rn':'one','con':'1'},{'rn':'two','con':'2'}]}}",
                    "{'m2m:cnt':{'rn':'box','m2m:cin':[{'rn':'one','con':'1'}]}}",
                    "{'m2m:cb':{'rn':'in','ch':[{'nm':'a','typ':2,'val':'Ca'},{'nm':'b','typ':3,'val':'c1'}]}}",
                    "{'m2m:uril':['a','b']}",
                    "{'m2m:uril':[]}",
                    "{'m2m:uri':'cse-in/x'}",
                    "{'m2m:dbg':'it is < & > so'}",
                    "{'m2m:rsp':{'rsc':2000,'rqi':'r','pc':{'m2m:agr':{'m2m:rsp':[{'rsc':2000,'rqi':'1',"
                            + "'pc':{'m2m:cin':{'con':'x'}}},{'rsc':4004,'rqi':'2'}]}}}}",
                    "{'m2m:sgn':{'nev':{'rep':{'m2m:cin':{'con':'x'}},'net':3},'sur':'/id-in/s'}}",
                    "{'m2m:rce':{'uri':'cse-in/box','m2m:cnt':{'rn':'box'}}}",
                    "{'m2m:sub':{'enc':{'net':[1,2],'atr':['x']},'nu':['http://a','http://b']}}",
                    "{'m2m:acp':{'pv':{'acr':[{'acor':['a','b'],'acop':63}]},'pvs':{'acr':[{'acor':['a'],'acop':1}]}}}",
                    "{'m2m:sub':{'enc':{},'nu':[],'bn':{'num':3}}}",
                    "{'m2m:acp':{'pv':{'acr':[]},'pvs':{}}}",
                    "{'m2m:actr':{'apv':{'op':1,'to':'x','ty':4,'pc':{'m2m:cin':{'con':'x'}}},"
                            + "'air':{'rsc':2001,'rqi':'r','pc':{'m2m:cin':{'cs':1}}}}}",
                    "{'m2m:cnt':{'acop':38}}",
                    "{'m2m:rqp':{'op':2,'to':'x','rqi':'r','fc':{'fu':1,'ty':[3,4],'lbl':['a'],"
                            + "'atr':[{'nm':'x','val':'y'}]}}}"
                })
        @Spec("TS-0004 §8.3")
        void comes_back_as_it_was(String json) {
            var value = json(json);
            var document = Xml.STANDARD.write(value);

            assertThat(Xml.STANDARD.readObject(document))
                    .as(new String(document, UTF_8))
                    .isEqualTo(value);
        }

        @Test
        @Spec("TS-0004 §8.3.2")
        void of_a_bare_primitive_gets_its_root() {
            assertThat(write("{'rsc':2000,'rqi':'r'}")).contains("<m2m:rsp" + M2M + "><rsc>2000</rsc><rqi>r</rqi>");
            assertThat(write("{'op':2,'to':'x','rqi':'r'}")).contains("<m2m:rqp" + M2M + "><op>2</op>");
        }

        @Test
        void may_use_any_prefix_for_a_namespace() {
            assertThat(read("<x:cnt xmlns:x='http://www.onem2m.org/xml/protocols'><mni>1</mni></x:cnt>"))
                    .isEqualTo(json("{'m2m:cnt':{'mni':1}}"));
            assertThat(read("<cnt xmlns='http://www.onem2m.org/xml/protocols'><mni>1</mni></cnt>"))
                    .isEqualTo(json("{'m2m:cnt':{'mni':1}}"));
        }

        @Test
        void has_a_prefix_within_the_element_that_declares_it_alone() {
            var document = "<x:cin xmlns:x='urn:prefix:m2m'><x:a xmlns:x='urn:prefix:b'><x:c>1</x:c></x:a>"
                    + "<x:d>2</x:d></x:cin>";

            var names = ((Value.Fields) read(document).find("m2m:cin").orElseThrow())
                    .members()
                    .keySet();
            assertThat(names).containsExactly("b:a", "m2m:d");
        }

        @Test
        @Spec("TS-0023 §6.5")
        void of_a_home_appliance_has_its_namespace() {
            var xml = new Xml(Limits.DEFAULT, ResourceTypes.standard().with(TypeFile.ts0023()));
            var light = json("{'cod:tempe':{'curT0':21.5}}");

            assertThat(new String(xml.write(json("{'hd:x':{}}")), UTF_8))
                    .contains("xmlns:hd=\"http://www.onem2m.org/xml/protocols/homedomain\"");
            assertThat(xml.readObject(xml.write(light)).find("cod:tempe")).isPresent();
        }

        @Test
        @Spec("TS-0023 §6.5.1")
        void of_each_domain_has_its_namespace_by_any_prefix() {
            var xml = new Xml(Limits.DEFAULT, ResourceTypes.standard().with(TypeFile.ts0023()));

            assertThat(new String(xml.write(json("{'cod:tempe':{'curT0':21.5}}")), UTF_8))
                    .contains("xmlns:cod=\"http://www.onem2m.org/xml/protocols/commondomain\"");
            assertThat(new String(xml.write(json("{'mad:dmFie':{}}")), UTF_8))
                    .contains("xmlns:mad=\"http://www.onem2m.org/xml/protocols/managementdomain\"");
            assertThat(read("<x:tempe xmlns:x='http://www.onem2m.org/xml/protocols/commondomain'/>"))
                    .isEqualTo(json("{'cod:tempe':{}}"));
            assertThat(read("<x:tv xmlns:x='http://www.onem2m.org/xml/protocols/homedomain'/>"))
                    .isEqualTo(json("{'hod:tv':{}}"));
            assertThat(read("<hd:tv xmlns:hd='http://www.onem2m.org/xml/protocols/homedomain'/>"))
                    .isEqualTo(json("{'hd:tv':{}}"));
        }

        @Test
        void that_we_wrote_is_read_by_any_prefix() {
            var document = write("{'dcfg:wific':{'ssid':'hall'}}");

            var renamed = document.replace("xmlns:dcfg", "xmlns:x")
                    .replace("<dcfg:", "<x:")
                    .replace("</dcfg:", "</x:");

            assertThat(read(renamed)).isEqualTo(json("{'dcfg:wific':{'ssid':'hall'}}"));
        }

        @Test
        void keeps_structures_of_no_type_as_text() {
            assertThat(write("{'m2m:cin':{'con':{'a b':[1]}}}")).contains("<con>{&quot;a b&quot;:[1]}</con>");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'x:y/></con><cr>CAdmin</cr><con><x:y':''}",
                    "{'x:y><z':1}",
                    "{'x y:z':{}}",
                    "{'x:y:z':1}",
                    "{'x:1':1}",
                    "{'xml:x':1}",
                    "{'xmlns:x':1}",
                    "{'x:y':{'a><b':1}}",
                    "{'x:y':[{'x:z':{'':1}}]}"
                })
        void has_no_element_that_only_a_name_in_its_content_makes(String con) {
            var document = write("{'m2m:cin':{'con':" + con + ",'cr':'CAe'}}");

            var instance = (Value.Fields) read(document).find("m2m:cin").orElseThrow();
            assertThat(instance.members()).containsOnlyKeys("cr", "con").containsEntry("cr", Value.of("CAe"));
            assertThat(document).contains("&quot;");
        }

        @Test
        void keeps_every_character_that_xml_has() {
            var text = "tab\t, line\r\n, < & > \" ' ]]> ä 😀";
            var document = Xml.STANDARD.write(Value.field("m2m:dbg", Value.of(text)));

            assertThat(Xml.STANDARD.readObject(document).text("m2m:dbg")).contains(text);
            assertThat(new String(Xml.STANDARD.write(Value.field("m2m:dbg", Value.of("\u0001"))), UTF_8))
                    .contains("\uFFFD");
        }
    }

    @Nested
    class Bad_input {
        private static final String BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>";

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "                              | well-formed",
                    "x                             | well-formed",
                    "<a>                           | well-formed",
                    "<a></b>                       | well-formed",
                    "<a/><b/>                      | well-formed",
                    "<a b=1/>                      | well-formed",
                    "<a b='1' b='2'/>              | well-formed",
                    "<a>&unknown;</a>              | ",
                    "<a>&#0;</a>                   | well-formed",
                    "<a>text<b/></a>               | text between",
                    "<m2m:cnt><mni>1</mni><mni>2</mni></m2m:cnt> | more than once",
                    "<m2m:cnt rn='a'><rn>b</rn></m2m:cnt> | twice",
                    "<m2m:cnt><mni><x/></mni></m2m:cnt> | must be a text",
                    "<?xml version='1.0' encoding='UTF-16'?><a/> | must be UTF-8"
                })
        void is_refused_with_a_reason(String document, String reason) {
            assertThatThrownBy(() -> read(document == null ? "" : document))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(reason == null ? "" : reason);
        }

        @Test
        void that_declares_a_document_type_is_refused() {
            assertThatThrownBy(() -> read(BOMB + "<a>&b;</a>")).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> read("<!DOCTYPE x SYSTEM 'file:///etc/passwd'><a/>"))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("document type");
            assertThatThrownBy(() -> read("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>"))
                    .isInstanceOf(Refused.class);
        }

        @Test
        void that_nests_without_end_is_refused() {
            var deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);

            assertThatThrownBy(() -> read(deep)).isInstanceOf(Refused.class).hasMessageContaining("deeper than");
        }

        @Test
        void that_declares_many_prefixes_costs_no_more_for_each_element_below() {
            var document = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                document.append("<a");
                for (int j = 0; j < 100; j++)
                    document.append(" xmlns:p").append(i * 100 + j).append("='u'");
                document.append('>');
            }
            document.append("<a/>".repeat(1000)).append("</a>".repeat(100));
            var bytes = document.toString().getBytes(UTF_8);
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();

            Xml.STANDARD.readObject(bytes);

            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
        }

        @Test
        void that_is_too_large_is_refused() {
            var small = new Xml(new Limits(100, 10), ResourceTypes.standard());

            assertThatThrownBy(() -> small.readObject(("<a>" + "x".repeat(100) + "</a>").getBytes(UTF_8)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("more than 100");
        }

        @Test
        void that_is_not_utf8_is_refused() {
            assertThatThrownBy(() -> Xml.STANDARD.readObject("<a>ä</a>".getBytes(ISO_8859_1)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("not UTF-8");
        }

        @Test
        void that_is_wrong_for_its_type_is_told_by_the_type() {
            var fields = read("<m2m:cnt><mni>many</mni></m2m:cnt>");

            assertThat(fields).isEqualTo(json("{'m2m:cnt':{'mni':'many'}}"));
        }

        @Test
        void in_an_xml_attribute_is_told_by_the_type_too() {
            assertThat(read("<m2m:acp pv='x' acpi='y' lbl='z'/>"))
                    .isEqualTo(json("{'m2m:acp':{'pv':'x','acpi':'y','lbl':'z'}}"));
        }

        @Test
        void of_mutated_documents_is_read_or_refused_and_nothing_else() {
            long seed = 20_261_122L;
            var random = new Random(seed);
            var good = write("{'m2m:rqp':{'op':1,'to':'x','rqi':'r','ty':3,'pc':{'m2m:cnt':{'rn':'b','lbl':['a','b'],"
                            + "'acpi':['p']}}}}")
                    .getBytes(UTF_8);
            for (int i = 0; i < 5_000; i++) {
                var bytes = good.clone();
                for (int n = random.nextInt(1, 4); n > 0; n--)
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                try {
                    Xml.STANDARD.write(Xml.STANDARD.readObject(bytes));
                } catch (Refused refused) {
                    assertThat(refused.getMessage())
                            .as("seed %s, mutant %s", seed, i)
                            .isNotEmpty();
                }
            }
        }
    }
}
