// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Documents as the conventions of the schemas have them: names, namespaces, the order of elements, what is a list in one
 * element and what an element each. TS-0004 §8.3.1.
 */
class XmlConformityTest {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final String PROTOCOLS = "http://www.onem2m.org/xml/protocols";
    private static final Xml XML =
            new Xml(Limits.DEFAULT, ResourceTypes.standard().with(TypeFile.ts0023()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'m2m:cnt':{'mni':5,'cr':'Ca','st':2,'aa':['mni'],'at':['/id-mn'],'et':'20271122T000000','acpi':['p1','p2'],"
                        + "'lbl':['a','b:c'],'lt':'20261122T000001','ct':'20261122T000000','pi':'cb','ri':'c1','ty':3,'rn':'box'}}"
                        + "~<m2m:cnt rn='box'><ty>3</ty><ri>c1</ri><pi>cb</pi><ct>20261122T000000</ct>"
                        + "<lt>20261122T000001</lt><lbl>a b:c</lbl><acpi>p1 p2</acpi><et>20271122T000000</et>"
                        + "<at>/id-mn</at><aa>mni</aa><st>2</st><cr>Ca</cr><mni>5</mni></m2m:cnt>",
                "{'m2m:cin':{'con':'a b','cnf':'text/plain:0','cs':3,'st':1}}"
                        + "~<m2m:cin><st>1</st><cnf>text/plain:0</cnf><cs>3</cs><con>a b</con></m2m:cin>",
                "{'m2m:ae':{'csz':['cbor','json'],'rr':true,'poa':['http://a','ws://b'],'aei':'Ca','api':'Nx','apn':'my app',"
                        + "'srv':['3','4']}}"
                        + "~<m2m:ae><apn>my app</apn><api>Nx</api><aei>Ca</aei><poa>http://a ws://b</poa><rr>true</rr>"
                        + "<csz>cbor json</csz><srv>3 4</srv></m2m:ae>",
                "{'m2m:acp':{'pv':{'acr':[{'acor':['Ca','Cb'],'acop':63,'acco':[{'actw':['* * 1 * * * *','* * 2 * * * *']}]},"
                        + "{'acor':['all'],'acop':2}]},'pvs':{'acr':[{'acor':['Ca'],'acop':63}]}}}"
                        + "~<m2m:acp><pv><acr><acor>Ca Cb</acor><acop>63</acop><acco><actw>* * 1 * * * *</actw>"
                        + "<actw>* * 2 * * * *</actw></acco></acr><acr><acor>all</acor><acop>2</acop></acr></pv>"
                        + "<pvs><acr><acor>Ca</acor><acop>63</acop></acr></pvs></m2m:acp>",
                "{'m2m:sub':{'enc':{'net':[3,4],'chty':[3,4],'atr':['a','b']},'nu':['Ca','http://b'],'nct':1}}"
                        + "~<m2m:sub><enc><atr>a b</atr><net>3</net><net>4</net><chty>3 4</chty></enc>"
                        + "<nu>Ca http://b</nu><nct>1</nct></m2m:sub>",
                "{'m2m:grp':{'mid':['a','b'],'mnm':3,'mt':0}}~<m2m:grp><mt>0</mt><mnm>3</mnm><mid>a b</mid></m2m:grp>",
                "{'m2m:csr':{'cb':'/id-mn/cse','csi':'/id-mn','rr':true,'dcse':['/a','/b']}}"
                        + "~<m2m:csr><cb>/id-mn/cse</cb><csi>/id-mn</csi><rr>true</rr><dcse>/a /b</dcse></m2m:csr>",
                "{'m2m:sch':{'se':{'sce':['* * * * * * *','0 0 0 * * * *']}}}"
                        + "~<m2m:sch><se><sce>* * * * * * *</sce><sce>0 0 0 * * * *</sce></se></m2m:sch>",
                "{'m2m:ts':{'pei':5,'mdd':true,'mdlt':['20261122T000000','20261122T000001']}}"
                        + "~<m2m:ts><pei>5</pei><mdd>true</mdd><mdlt>20261122T000000 20261122T000001</mdlt></m2m:ts>",
                "{'m2m:bat':{'btl':50,'mgd':1006,'obis':['urn:a','urn:b'],'dc':'a cell','bts':1}}"
                        + "~<m2m:bat><mgd>1006</mgd><obis>urn:a urn:b</obis><dc>a cell</dc><btl>50</btl><bts>1</bts></m2m:bat>",
                "{'m2m:sgn':{'nev':{'rep':{'m2m:cin':{'con':'x'}},'net':3},'sur':'/id-in/s'}}"
                        + "~<m2m:sgn><nev><rep><m2m:cin><con>x</con></m2m:cin></rep><net>3</net></nev>"
                        + "<sur>/id-in/s</sur></m2m:sgn>",
                "{'m2m:agn':{'m2m:sgn':[{'sur':'a'},{'sur':'b'}]}}"
                        + "~<m2m:agn><m2m:sgn><sur>a</sur></m2m:sgn><m2m:sgn><sur>b</sur></m2m:sgn></m2m:agn>",
                "{'m2m:sgn':{'nev':{'rep':{'m2m:tsn':{'mdlt':['20261122T000000','20261122T000001'],'mdc':2}},'net':8}}}"
                        + "~<m2m:sgn><nev><rep><m2m:tsn><mdlt>20261122T000000 20261122T000001</mdlt><mdc>2</mdc></m2m:tsn>"
                        + "</rep><net>8</net></nev></m2m:sgn>",
                "{'m2m:seci':{'sit':1,'dreq':{'or':'Ca','trt':3,'op':2,'trid':'x'}}}"
                        + "~<m2m:seci><sit>1</sit><dreq><or>Ca</or><trt>3</trt><op>2</op><trid>x</trid></dreq></m2m:seci>",
                "{'m2m:tqf':{'dasi':[{'uri':'http://a','sdr':'a b'},{'uri':'http://b'}]}}"
                        + "~<m2m:tqf><dasi><uri>http://a</uri><sdr>a b</sdr></dasi><dasi><uri>http://b</uri></dasi></m2m:tqf>",
                "{'m2m:rqp':{'rvi':'4','fc':{'smf':['SELECT ?a WHERE { ?a <urn:x> 1 }'],'cty':['text/plain','text/xml'],"
                        + "'ty':[3,4],'lbl':['a','b'],'atr':[{'nm':'rn','val':'x y'},{'nm':'cr','val':'C*'}]},'rqi':'r','fr':'Ca','to':'x','op':2}}"
                        + "~<m2m:rqp><op>2</op><to>x</to><fr>Ca</fr><rqi>r</rqi><fc><lbl>a b</lbl><ty>3 4</ty>"
                        + "<cty>text/plain</cty><cty>text/xml</cty><atr><nm>rn</nm><val>x y</val></atr>"
                        + "<atr><nm>cr</nm><val>C*</val></atr><smf>SELECT ?a WHERE { ?a &lt;urn:x&gt; 1 }</smf></fc>"
                        + "<rvi>4</rvi></m2m:rqp>",
                "{'m2m:rsp':{'rvi':'4','pc':{'m2m:uril':['a','b']},'to':'Ca','rqi':'r','rsc':2000}}"
                        + "~<m2m:rsp><rsc>2000</rsc><rqi>r</rqi><pc><m2m:uril>a b</m2m:uril></pc><to>Ca</to>"
                        + "<rvi>4</rvi></m2m:rsp>",
                "{'m2m:rrl':{'rrf':[{'nm':'a','typ':3,'val':'cse/a'},{'nm':'b','typ':4,'val':'cse/b'}]}}"
                        + "~<m2m:rrl><rrf nm='a' typ='3'>cse/a</rrf><rrf nm='b' typ='4'>cse/b</rrf></m2m:rrl>",
                "{'m2m:rrl':{'rrf':[{'nm':'a','typ':13,'spty':{'mgd':1006},'val':'cse/a'},"
                        + "{'nm':'b','typ':28,'spty':{'cnd':'org.x'},'val':'cse/b'}]}}"
                        + "~<m2m:rrl><rrf nm='a' typ='13' spty='1006'>cse/a</rrf>"
                        + "<rrf nm='b' typ='28' spty='org.x'>cse/b</rrf></m2m:rrl>"
            })
    @Spec({"TS-0004 §8.3.1", "TS-0004 §6.3.5", "TS-0004 §6.4.1", "TS-0004 §6.4.2", "TS-0004 §7.4.49.1"})
    void document_has_its_elements_in_their_order_and_their_lists_as_the_schema(String json, String xml) {
        var value = Json.STRICT.readObject(json.replace('\'', '"').getBytes(UTF_8));
        int name = xml.indexOf(xml.indexOf(' ') > 0 && xml.indexOf(' ') < xml.indexOf('>') ? ' ' : '>');
        var expected = DECLARATION + xml.substring(0, name) + " xmlns:m2m=\"" + PROTOCOLS + "\""
                + xml.substring(name).replace('\'', '"');

        assertThat(new String(XML.write(value), UTF_8)).isEqualTo(expected);
        assertThat(XML.readObject(expected.getBytes(UTF_8))).isEqualTo(value);
    }

    @Test
    @Spec({"TS-0004 §6.3.5.7", "TS-0004 §6.3.5.8"})
    void list_of_numbers_may_stand_in_one_element_and_a_query_is_one_whole() {
        var read = XML.readObject("<m2m:sub><enc><net>3 4</net></enc></m2m:sub>".getBytes(UTF_8));

        assertThat(read)
                .isEqualTo(Value.field(
                        "m2m:sub",
                        Value.field("enc", Value.field("net", Value.of(List.of(Value.of(3), Value.of(4)))))));
    }

    @Test
    @Spec({"TS-0004 §8.3.1", "TS-0004 §8.4.2"})
    void every_type_has_a_root_in_a_namespace_and_members_without() throws XMLStreamException {
        for (var type : ResourceTypes.standard().with(TypeFile.ts0023()).all()) {
            if (!type.isImplemented() || type.isGeneral()) continue;
            var document = XML.write(Value.field(type.root(), Value.field("lbl", Value.texts(List.of("a")))));

            var names = names(document);

            assertThat(names).as(new String(document, UTF_8)).hasSize(2);
            var prefix = type.root().substring(0, type.root().indexOf(':'));
            assertThat(names.getFirst())
                    .isEqualTo(Map.entry(
                            XmlNamespaces.namespace(prefix), type.root().substring(prefix.length() + 1)));
            assertThat(names.getLast()).isEqualTo(Map.entry("", "lbl"));
        }
    }

    /** Namespace and local name of each element, by a parser that knows namespaces. */
    private static List<Map.Entry<String, String>> names(byte[] document) throws XMLStreamException {
        var reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(new ByteArrayInputStream(document));
        var names = new ArrayList<Map.Entry<String, String>>();
        while (reader.hasNext())
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                var namespace = reader.getNamespaceURI();
                names.add(Map.entry(namespace == null ? "" : namespace, reader.getLocalName()));
            }
        return names;
    }
}
