// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.entente.bindings.http.RequestReader.Message;
import org.entente.bindings.wire.Query;
import org.entente.bindings.wire.Target;
import org.entente.codec.Codecs;
import org.entente.codec.Json;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.ResponseType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private final RequestReader reader = new RequestReader(Codecs.STRICT, Set.of("cr", "con", "rn", "curTe")::contains);

    private Request read(String method, String target, String body, String... headers) {
        int mark = target.indexOf('?');
        var path = Target.decode(mark < 0 ? target : target.substring(0, mark));
        var fields = HttpFields.build();
        for (var header : headers) {
            int colon = header.indexOf(':');
            fields.add(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return reader.read(
                new Message(method, path, mark < 0 ? "" : target.substring(mark + 1), fields, body.getBytes(UTF_8)),
                Peer.UNKNOWN);
    }

    private Request get(String target) {
        return read("GET", target, "", "X-M2M-RI: r1", "X-M2M-Origin: CAe");
    }

    private static String json(Value value) {
        return new String(Json.STRICT.write(value), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "/CSEBase/ae12/cont27/contInst696/,CSEBase/ae12/cont27/contInst696",
        "/cin00856,cin00856",
        "/~/CSE178/CSEBase/ae12/cont27/contInst696,/CSE178/CSEBase/ae12/cont27/contInst696",
        "/~/CSE178/cin00856,/CSE178/cin00856",
        "/_/mym2msp.org/CSE178/cin00856,//mym2msp.org/CSE178/cin00856",
        "/-/ae12,-/ae12",
        "/a%20b/%C3%A4,a b/ä",
        "/cnt/la%23con,cnt/la#con",
        "/a+b,a+b",
        "/,''"
    })
    @Spec("TS-0009 §6.2.2.1")
    void a_path_gives_the_target(String path, String to) {
        assertThat(get(path).to()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "rt=1~{'op':2,'to':'x','fr':'CAe','rqi':'r1','rt':{'rtv':1}}",
                "rcn=4&rp=5000&da=1~{'op':2,'to':'x','fr':'CAe','rqi':'r1','rp':'5000','rcn':4,'da':true}",
                "da=false&drt=2~{'op':2,'to':'x','fr':'CAe','rqi':'r1','da':false,'drt':2}",
                "fu=1&ty=2+3+4~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'fu':1,'ty':[2,3,4]}}",
                "ty=2&ty=3~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'ty':[2,3]}}",
                "lbl=a+b%20c&lbl=d%2Be~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'lbl':['a','b c','d+e']}}",
                "crb=20261122T103000&cra=20251122T103000,5~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'crb':'20261122T103000','cra':'20251122T103000,5'}}",
                "ms=20261122T103000&us=20261122T103000~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'ms':'20261122T103000','us':'20261122T103000'}}",
                "sts=3&stb=0&sza=1&szb=2~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'sts':3,'stb':0,'sza':1,'szb':2}}",
                "exb=20261122T103000&exa=20261122T103000~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'exb':'20261122T103000','exa':'20261122T103000'}}",
                "cty=application/json%2Bx+text/plain~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'cty':['application/json+x','text/plain']}}",
                "lim=10&ofst=2&lvl=3&fo=2~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'lim':10,'ofst':2,'lvl':3,'fo':2}}",
                "cfs=1&cfq=%24.a%5B0%5D~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'cfs':1,'cfq':'$.a[0]'}}",
                "arp=la&lbq=a%20%26%20b~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'arp':'la','lbq':'a & b'}}",
                "clbl=a+b&palb=c&chty=3+4&pty=2~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'clbl':['a','b'],'palb':['c'],'chty':[3,4],'pty':[2]}}",
                "cr=Sam*&con=1%2B1~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'atr':[{'nm':'cr','val':'Sam*'},{'nm':'con','val':'1+1'}]}}",
                "c.cr=a&p.rn=b&curTe=20~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'catr':[{'nm':'cr','val':'a'}],'patr':[{'nm':'rn','val':'b'}],'atr':[{'nm':'curTe','val':'20'}]}}",
                "smf=SELECT%20%3Fc+x&smf=b~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'smf':['SELECT ?c+x','b']}}",
                "rids=r1+r2&tids=t1&ltids=l1+l2~{'op':2,'to':'x','fr':'CAe','rqi':'r1','rids':['r1','r2'],'tids':['t1'],'ltids':['l1','l2']}",
                "tqi=1&asi=0&auri=true&sqi=false~{'op':2,'to':'x','fr':'CAe','rqi':'r1','tqi':true,'asi':false,'auri':true,'sqi':false}",
                "atrl=ri+lbl+rr~{'op':2,'to':'x','fr':'CAe','rqi':'r1','atrl':['ri','lbl','rr']}",
                "&&fu=2&~{'op':2,'to':'x','fr':'CAe','rqi':'r1','fc':{'fu':2}}"
            })
    @Spec("TS-0009 §6.2.2.2")
    void a_query_string_gives_parameters_and_criteria(String query, String primitive) {
        var request = get("/x?" + query);

        assertThat(Primitives.fields(request))
                .isEqualTo(Json.STRICT.readObject(primitive.replace('\'', '"').getBytes(UTF_8)));
    }

    @Test
    @Spec("TS-0009 §6.4")
    void every_header_of_a_request_gives_its_parameter() {
        var request = read(
                "GET",
                "/x?rt=2",
                "",
                "x-m2m-ri: 0002bf63",
                "X-M2M-ORIGIN: /cse/CAe",
                "X-M2M-RVI: 4",
                "X-M2M-GID: g1",
                "X-M2M-RTU: http://a/b&http://c/d",
                "X-M2M-OT: 20261122T103000",
                "X-M2M-RST: 20261122T103001",
                "X-M2M-RET: 5000",
                "X-M2M-OET: 20261122T103000,5",
                "X-M2M-EC: 4",
                "X-M2M-VSI: a vendor's text",
                "X-M2M-AS: abc==+ def==",
                "Authorization: eyJ0.eyJp.dBjf+ eyJ0.eyJp.dBjf.5eym.SdiW",
                "X-M2M-RSC: 2000",
                "X-Other: ignored");

        assertThat(json(Primitives.fields(request)))
                .isEqualTo("{'op':2,'to':'x','fr':'/cse/CAe','rqi':'0002bf63','ot':'20261122T103000','rqet':'5000',"
                                .replace('\'', '"')
                        + ("'rset':'20261122T103001','oet':'20261122T103000,5','rt':{'rtv':2,'nu':['http://a/b','http://c/d']},"
                                        + "'ec':4,'gid':'g1','tkns':['eyJ0.eyJp.dBjf','eyJ0.eyJp.dBjf.5eym.SdiW'],"
                                        + "'aus':['abc==','def=='],'rvi':'4','vsi':")
                                .replace('\'', '"')
                        + "\"a vendor's text\"}");
    }

    @Test
    @Spec("TS-0009 §6.2.1")
    void the_method_and_the_resource_type_give_the_operation() {
        var content = "{\"m2m:cnt\":{}}";
        var plain = "Content-Type: application/json";
        var typed = "Content-Type: application/vnd.onem2m-res+json; ty=3";
        var ri = "X-M2M-RI: 1";

        assertThat(read("GET", "/x", "", ri).operation()).isEqualTo(Operation.RETRIEVE);
        assertThat(read("HEAD", "/x", "", ri).operation()).isEqualTo(Operation.RETRIEVE);
        assertThat(read("PUT", "/x", content, ri, plain).operation()).isEqualTo(Operation.UPDATE);
        assertThat(read("DELETE", "/x", "", ri).operation()).isEqualTo(Operation.DELETE);
        assertThat(read("POST", "/x", content, ri, plain).operation()).isEqualTo(Operation.NOTIFY);
        var create = read("POST", "/x", content, ri, typed);
        assertThat(create.operation()).isEqualTo(Operation.CREATE);
        assertThat(create.type()).isEqualTo(3);
        assertThat(create.content()).isEqualTo(Value.field("m2m:cnt", Value.Fields.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ty=3", " TY = 3 ", "ty=\"3\"", "charset=\"utf-8\"; ty=3"})
    @Spec("TS-0009 §6.4.2.1")
    void a_parameter_of_the_content_type_may_be_in_quotation_marks(String parameters) {
        var type = "Content-Type: application/json;" + parameters;

        assertThat(read("POST", "/x", "{\"m2m:cnt\":{}}", "X-M2M-RI: 1", type).type())
                .isEqualTo(3);
    }

    @Test
    @Spec("TS-0004 §7.2.1.1")
    void an_originator_may_be_absent_and_an_empty_one_is_the_same() {
        assertThat(read("GET", "/x", "", "X-M2M-RI: 1").from()).isEmpty();
        assertThat(read("GET", "/x", "", "X-M2M-RI: 1", "X-M2M-Origin:").from()).isEmpty();
    }

    @Test
    @Spec("TS-0009 §7.1")
    void a_bearers_secret_is_no_token_of_the_primitive() {
        var request = read("GET", "/x", "", "X-M2M-RI: 1", "Authorization: Bearer admin.abc");

        assertThat(request.find(Parameter.TOKENS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "GET /x~~X-M2M-Origin: C~BAD_REQUEST~X-M2M-RI is missing",
                "GET /x~~X-M2M-RI:~BAD_REQUEST~X-M2M-RI is missing",
                "GET /x~~X-M2M-RI: 1|X-M2M-RI: 2~BAD_REQUEST~X-M2M-RI stands twice",
                "GET /x~~X-M2M-RI: 1|X-M2M-Origin: C1|X-M2M-Origin: C2~BAD_REQUEST~X-M2M-Origin stands twice",
                "GET /x~~X-M2M-RI: 1|X-M2M-Origin:|X-M2M-Origin: C2~BAD_REQUEST~X-M2M-Origin stands twice",
                "GET /x~~X-M2M-RI: 1|X-M2M-Origin: C1|X-M2M-Origin:~BAD_REQUEST~X-M2M-Origin stands twice",
                "GET /x~~X-M2M-RI: 1|X-M2M-Origin: C 1~BAD_REQUEST~X-M2M-Origin must be",
                "GET /x~~X-M2M-RI: 1|X-M2M-OT: today~BAD_REQUEST~X-M2M-OT must be",
                "GET /x~~X-M2M-RI: 1|X-M2M-RET: soon~BAD_REQUEST~X-M2M-RET must be",
                "GET /x~~X-M2M-RI: 1|X-M2M-EC: x~BAD_REQUEST~X-M2M-EC must be",
                "GET /x~~X-M2M-RI: 1|X-M2M-RTU: http://a~BAD_REQUEST~needs the query field rt",
                "GET /x~~X-M2M-RI: 1|Authorization: Basic YTpi~ORIGINATOR_NOT_AUTHENTICATED~neither",
                "GET /x?rcn=1&rcn=1~~X-M2M-RI: 1~BAD_REQUEST~query field rcn stands twice",
                "GET /x?lim=1&lim=2~~X-M2M-RI: 1~BAD_REQUEST~query field lim stands twice",
                "GET /x?rt=1&rt=1~~X-M2M-RI: 1~BAD_REQUEST~query field rt stands twice",
                "GET /x?rt=9~~X-M2M-RI: 1~BAD_REQUEST~rt must be",
                "GET /x?rcn=99~~X-M2M-RI: 1~BAD_REQUEST~rcn must be",
                "GET /x?rcn=one~~X-M2M-RI: 1~BAD_REQUEST~rcn must be",
                "GET /x?rcn=~~X-M2M-RI: 1~BAD_REQUEST~rcn must be",
                "GET /x?rcn=99999999999999999999~~X-M2M-RI: 1~BAD_REQUEST~rcn must be",
                "GET /x?da=yes~~X-M2M-RI: 1~BAD_REQUEST~da must be true or false",
                "GET /x?fu=7~~X-M2M-RI: 1~BAD_REQUEST~fu must be",
                "GET /x?ty=3+x~~X-M2M-RI: 1~BAD_REQUEST~ty must be",
                "GET /x?ty=-3~~X-M2M-RI: 1~BAD_REQUEST~ty must be",
                "GET /x?lim=-1~~X-M2M-RI: 1~BAD_REQUEST~lim must be",
                "GET /x?lvl=0~~X-M2M-RI: 1~BAD_REQUEST~lvl must be",
                "GET /x?crb=yesterday~~X-M2M-RI: 1~BAD_REQUEST~crb must be",
                "GET /x?nonsense=1~~X-M2M-RI: 1~BAD_REQUEST~\"nonsense\" is neither",
                "GET /x?c.nonsense=1~~X-M2M-RI: 1~BAD_REQUEST~\"nonsense\" is neither",
                "GET /x?atr=cr~~X-M2M-RI: 1~BAD_REQUEST~\"atr\" is neither",
                "GET /x?lbl=%ff~~X-M2M-RI: 1~BAD_REQUEST~is not percent-encoded",
                "GET /x?lbl=%4~~X-M2M-RI: 1~BAD_REQUEST~is not percent-encoded",
                "GET /x?lbl=%00~~X-M2M-RI: 1~BAD_REQUEST~is not percent-encoded",
                "GET /x%ff~~X-M2M-RI: 1~BAD_REQUEST~is not percent-encoded",
                "GET /x%zz~~X-M2M-RI: 1~BAD_REQUEST~is not percent-encoded",
                "GET /x%0d%0aX: y~~X-M2M-RI: 1~BAD_REQUEST~the path holds a control character",
                "GET /a/../b~~X-M2M-RI: 1~BAD_REQUEST~segment . or ..",
                "GET /a/..~~X-M2M-RI: 1~BAD_REQUEST~segment . or ..",
                "GET /./a~~X-M2M-RI: 1~BAD_REQUEST~segment . or ..",
                "PATCH /x~{}~X-M2M-RI: 1|Content-Type: application/json~OPERATION_NOT_ALLOWED~method PATCH",
                "TRACE /x~~X-M2M-RI: 1~OPERATION_NOT_ALLOWED~method TRACE",
                "POST /x~~X-M2M-RI: 1|Content-Type: application/json;ty=3~BAD_REQUEST~the request has no body",
                "PUT /x~~X-M2M-RI: 1~BAD_REQUEST~the request has no body",
                "DELETE /x~{}~X-M2M-RI: 1|Content-Type: application/json~BAD_REQUEST~a DELETE has no body",
                "POST /x~{}~X-M2M-RI: 1~UNSUPPORTED_MEDIA_TYPE~no Content-Type",
                "POST /x~{}~X-M2M-RI: 1|Content-Type: text/plain;ty=3~UNSUPPORTED_MEDIA_TYPE~\"text/plain\" is not supported",
                "POST /x~<a/>~X-M2M-RI: 1|Content-Type: application/vnd.onem2m-res+yaml;ty=3~UNSUPPORTED_MEDIA_TYPE~is not supported",
                "POST /x~{}~X-M2M-RI: 1|Content-Type: application/json;charset=iso-8859-1;ty=3~UNSUPPORTED_MEDIA_TYPE~charset",
                "POST /x~{}~X-M2M-RI: 1|Content-Type: application/json;ty=cnt~BAD_REQUEST~ty in Content-Type must be",
                "POST /x~{}~X-M2M-RI: 1|Content-Type: application/json;ty=0~BAD_REQUEST~ty in Content-Type must be",
                "POST /x~{}~X-M2M-RI: 1|Content-Type: application/json;ty=~BAD_REQUEST~ty in Content-Type must be",
                "POST /x~{}~X-M2M-RI: 1|Content-Type: application/json;ty=3;ty=4~BAD_REQUEST~ty stands twice",
                "POST /x~{}~X-M2M-RI: 1|Content-Type: application/json;ty=3|Content-Encoding: gzip~UNSUPPORTED_MEDIA_TYPE"
                        + "~Content-Encoding \"gzip\" is not supported",
                "POST /x~[]~X-M2M-RI: 1|Content-Type: application/json;ty=3|Content-Encoding: Identity~BAD_REQUEST"
                        + "~must be a JSON object",
                "POST /x~[]~X-M2M-RI: 1|Content-Type: application/json;ty=3~BAD_REQUEST~must be a JSON object",
                "POST /x~{\"a\":~X-M2M-RI: 1|Content-Type: application/json;ty=3~BAD_REQUEST~ends too early"
            })
    @Spec({"TS-0009 §6.2", "TS-0009 §6.4"})
    void what_is_wrong_is_refused(String line, String body, String headers, ResultCode code, String sentence) {
        int space = line.indexOf(' ');

        var refused = catchThrowableOfType(
                Refused.class,
                () -> read(
                        line.substring(0, space),
                        line.substring(space + 1),
                        body == null ? "" : body,
                        headers.split("\\|")));

        assertThat(refused).isNotNull().hasMessageContaining(sentence);
        assertThat(refused.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "*/*~application/json",
                "application/*~application/json",
                "application/vnd.onem2m-res+json~application/vnd.onem2m-res+json",
                "text/html, application/yaml;q=0.9, */*;q=0.8~application/json",
                "application/json;q=0.5, application/vnd.onem2m-res+json;q=0.9~application/vnd.onem2m-res+json",
                "application/yaml, application/json;q=0.1~application/json",
                "application/xml, application/json;q=0.1~application/xml",
                "application/cbor;q=0.4, application/xml;q=0.4~application/cbor",
                "application/json;q=0, */*~application/cbor",
                "application/json;q=0.2, */*;q=0.8~application/cbor",
                "application/*;q=0.3, application/xml;q=0.5, */*;q=0.9~application/xml",
                "*/*;q=0.1, application/vnd.onem2m-res+cbor~application/vnd.onem2m-res+cbor",
                "Application/XML;Q=0.5;ext=1~application/xml",
                "application/json; charset=utf-8 ; q=0.7 , application/cbor;q=0.6~application/json",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2~application/json",
                "application/xml;q=.3, *;q=.2~application/xml",
                "''~application/json",
                "' , '~application/json"
            })
    @Spec("TS-0009 §6.4.2")
    void the_answer_takes_what_the_sender_likes_best(String accept, String chosen) {
        assertThat(MediaTypes.answer(HttpFields.build().add("Accept", accept), () -> MediaTypes.JSON))
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "application/yaml",
                "text/html",
                "text/*",
                "*/*;q=0",
                "application/json;q=0",
                "application/json;q=x",
                "application/json;q=2",
                "application/json;q=NaN",
                "application/vnd.onem2m-ntfy+json",
                "application/*;q=0, text/plain",
                "a"
            })
    @Spec("TS-0004 §7.3.2.1")
    void nothing_to_take_is_not_acceptable(String accept) {
        var refused = catchThrowableOfType(
                Refused.class,
                () -> MediaTypes.answer(HttpFields.build().add("Accept", accept), () -> MediaTypes.JSON));

        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(ResultCode.NOT_ACCEPTABLE);
    }

    @Test
    void what_an_originator_usually_takes_is_looked_up_once_however_many_ranges_leave_it_open() {
        var lookups = new AtomicInteger();
        var accept = "*/*, ".repeat(1000) + "application/cbor";

        var chosen = MediaTypes.answer(HttpFields.build().add("Accept", accept), () -> {
            lookups.incrementAndGet();
            return MediaTypes.XML;
        });

        assertThat(chosen).isEqualTo(MediaTypes.XML);
        assertThat(lookups).hasValue(1);
    }

    @Test
    @Spec("TS-0009 §6.2.2")
    void target_and_query_survive_the_way_out_and_back() {
        var queries = List.of(
                "rt=1&rcn=4&fu=1&ty=2+3&lbl=a+b%20c+d%2Be&c.cr=x&cr=Sam*&lim=3",
                "smf=a%2Bb&smf=c&atrl=ri+lbl&da=true&arp=la/x");
        for (var query : queries) {
            var request = get("/~/cse/a%20b/%C3%A4%23x?" + query);

            var again = get(Target.path(request.to()) + "?" + Query.write(request));

            assertThat(again).isEqualTo(request);
        }
    }

    @Test
    @Spec({"TS-0009 §6.4.11", "TS-0004 §7.5.1.2.5"})
    void empty_list_of_targets_is_not_the_same_as_none() {
        var silent = read("GET", "/x?rt=2", "", "X-M2M-RI: 1", "X-M2M-RTU:");
        var unsaid = read("GET", "/x?rt=2", "", "X-M2M-RI: 1");

        assertThat(ResponseType.targets(silent)).contains(List.of());
        assertThat(ResponseType.targets(unsaid)).isEmpty();
    }
}
