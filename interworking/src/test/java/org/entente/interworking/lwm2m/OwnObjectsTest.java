// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.entente.interworking.Mapping;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Shown;
import org.entente.interworking.Types;
import org.entente.interworking.lwm2m.RawDevice.Answer;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that are in no registry, or in a part of it that the hub does not bring. */
class OwnObjectsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TLV = 11542;
    /** 5700 is 4.5 as a float of four bytes, 5850 is false. */
    private static final byte[] COLD_AND_OFF = HexFormat.of().parseHex("E4164440900000" + "E116DA00");

    @TempDir
    private Path folder = Path.of(".");

    private static Field field(Mapping further, Catalogue objects) {
        var settings = Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty());
        var mapping = new MappingReader(Types.ALL).shipped("lwm2m").with(further);
        return new Field(new Lwm2mAdapter(settings, objects), mapping, Optional.empty());
    }

    private static Catalogue objects(String text) {
        var sheet = Sheet.of(text, "mine.yaml");
        var objects = CatalogueReader.read(sheet);
        sheet.refuseMistakes();
        return objects;
    }

    private static RawDevice cooler(Field field) throws Exception {
        var device = new RawDevice("33005", new Answer(ResponseCode.CONTENT, TLV, COLD_AND_OFF));
        device.register(field.adapter.addresses().getFirst(), "cooler", 60, "</33005/0>");
        return device;
    }

    private static void assertTypedAndWritten(Field field, RawDevice device) {
        await().atMost(PATIENCE)
                .until(() -> field.cse.text("cooler/coolerTemperature", "curT0").equals("4.5"));
        await().atMost(PATIENCE)
                .until(() -> field.cse.text("cooler/coolerSwitch", "state").equals("false"));
        await().atMost(PATIENCE).until(() -> field.isThere("cooler"));

        var response = field.cse.update("cooler/coolerSwitch", "cod:binSh", "state", Value.of(true));

        assertThat(response.code()).isEqualTo(ResultCode.UPDATED);
        assertThat(device.written()).containsExactly("e116da01");
    }

    @Test
    void file_of_the_page_makes_an_invented_object_typed_and_writable() throws Exception {
        var shown = Shown.file("lwm2m.md", "standard: lwm2m");
        try (var field = field(new MappingReader(Types.ALL).read(shown, "shown"), objects(shown));
                var device = cooler(field)) {
            assertTypedAndWritten(field, device);
        }
    }

    @Test
    void definition_of_the_registry_does_the_same() throws Exception {
        Files.writeString(folder.resolve("33005.xml"), definition("Float"));
        var mapping = new MappingReader(Types.ALL).read("""
                standard: lwm2m
                parts:
                  - from: 33005
                    modules:
                      - { class: cod:tempe, name: coolerTemperature, points: { curT0: 5700 } }
                      - { class: cod:binSh, name: coolerSwitch, points: { state: 5850 } }
                """, "mine.yaml");
        try (var field = field(mapping, Catalogue.ofRegistry(folder));
                var device = cooler(field)) {
            assertTypedAndWritten(field, device);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {from: cooler, resources: {1: {as: float}}}            | part cooler: cooler must be a number from 0 to 65534
            {from: 1, resources: 5}                                | part 1 resources must have named members
            {from: 1, resources: {x: {as: float}}}                 | part 1 resource x: x must be a number from 0 to 65534
            {from: 1, resources: {1: {as: real}}}                  | part 1 resource 1: as must be one of boolean, corelnk, float
            {from: 1, resources: {1: {}}}                          | part 1 resource 1: as must be one of
            {from: 1, resources: {1: {as: float, may: sing}}}      | part 1 resource 1: may must be one of R, W, RW, E, not sing
            {from: 1, resources: {1: {as: float, unit: hpa}}}      | part 1 resource 1: there is no unit hpa
            {from: 1, resources: {1: {as: float, scale: 2}}}       | part 1 resource 1 has an unknown key scale
            {from: 1, resources: {1: {as: float, several: often}}} | part 1 resource 1: several must be true or false""")
    void mistake_in_a_definition_is_told_with_its_place(String part, String sentence) {
        assertThatThrownBy(() -> objects("standard: lwm2m\nparts:\n  - " + part))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("mine.yaml", "line 3: " + sentence);
    }

    @Test
    void file_that_is_no_definition_is_told_by_its_name() throws Exception {
        var file = Files.writeString(folder.resolve("odd.xml"), definition("Temperature"));

        assertThatThrownBy(() -> Catalogue.ofRegistry(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("odd.xml", "Temperature");
    }

    private static String definition(String type) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <LWM2M xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:noNamespaceSchemaLocation="http://www.openmobilealliance.org/tech/profiles/LWM2M.xsd">
                  <Object ObjectType="MODefinition">
                    <Name>Cooler</Name><Description1>Keeps bottles cold</Description1><ObjectID>33005</ObjectID>
                    <ObjectURN>urn:oma:lwm2m:x:33005</ObjectURN>
                    <MultipleInstances>Multiple</MultipleInstances><Mandatory>Optional</Mandatory>
                    <Resources>
                      <Item ID="5700"><Name>Sensor Value</Name><Operations>R</Operations>
                        <MultipleInstances>Single</MultipleInstances><Mandatory>Mandatory</Mandatory><Type>%s</Type>
                        <RangeEnumeration/><Units>Cel</Units><Description>How cold it is</Description></Item>
                      <Item ID="5850"><Name>On/Off</Name><Operations>RW</Operations>
                        <MultipleInstances>Single</MultipleInstances><Mandatory>Optional</Mandatory><Type>Boolean</Type>
                        <RangeEnumeration/><Units/><Description>Whether it cools</Description></Item>
                    </Resources>
                    <Description2/>
                  </Object>
                </LWM2M>
                """.formatted(type);
    }
}
