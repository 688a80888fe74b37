// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.entente.cse.semantics.SemanticFormat;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.semantics.CheckLimits;
import org.entente.semantics.RdfIndex;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class DescriptionTest {
    private static final Mapping LWM2M = new MappingReader(Types.ALL).shipped("lwm2m");

    private static String described(DeviceModel device) {
        var layout = Layout.of(device, LWM2M, new FakeAdapter().values);
        return new Description("http://localhost:8080", Names.of(device.id()), device, layout).rdfXml();
    }

    @Test
    void tells_devices_services_and_properties_in_saref_and_the_base_ontology() {
        assertThat(described(FakeAdapter.lamp()))
                .contains("<m2m:InterworkedDevice rdf:about=\"http://localhost:8080/-/lamp-1\">")
                .contains("<saref:consistsOf rdf:resource=\"http://localhost:8080/-/lamp-1/light\"/>")
                .contains("<rdf:type rdf:resource=\"https://saref.etsi.org/core/TemperatureSensor\"/>")
                .contains("<saref:measuresProperty>")
                .contains("<saref:controlsProperty>")
                .contains(
                        "<m2m:hasInputDataPoint rdf:resource=\"http://localhost:8080/-/lamp-1/light/binarySwitch#state\"/>");
    }

    @Test
    void stays_well_formed_whatever_a_device_calls_itself() throws Exception {
        var nasty = "a\u0000<b>&\"]]>\uFFFF";
        var device = new DeviceModel(
                nasty, "", new Maker(nasty, nasty, "", ""), FakeAdapter.lamp().modules());

        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(described(device))));

        assertThat(document.getElementsByTagName("saref:hasManufacturer")
                        .item(0)
                        .getTextContent())
                .isEqualTo("a<b>&\"]]>");
        new RdfIndex(CheckLimits.DEFAULTS)
                .check(SemanticFormat.of(Home.RDF_XML), described(device).getBytes(UTF_8)); // Refused if it is no RDF
    }

    @Test
    void name_of_a_device_cannot_be_that_of_somebody_else() {
        assertThat(Names.of("Admin").aeId("CInterworking")).isEqualTo("CInterworking-Admin");
    }

    @Test
    void names_of_two_devices_never_meet() {
        assertThat(List.of(
                        Names.of("urn:dev:1").ae(),
                        Names.of("urn-dev-1").ae(),
                        Names.of("urn.dev:1").ae()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*"));
    }
}
