// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which machines may be contacted. */
class AllowedTargetsTest {
    private static final Map<String, String> NAMES = Map.of(
            "open.example.org", "198.51.100.7",
            "inner.example.org", "10.0.0.7",
            "far.example.com", "198.51.100.8",
            "localhost", "127.0.0.1");

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            return new InetAddress[] {InetAddress.ofLiteral(NAMES.getOrDefault(host.toLowerCase(Locale.ROOT), host))};
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(host);
        }
    }

    private static boolean allows(TargetRules rules, String url) {
        return new AllowedTargets(rules, AllowedTargetsTest::resolve)
                .objection(url)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://[::1]:80/",
                "http://open.example.org/",
                "http://10.0.0.7/",
                "http://169.254.169.254/latest",
                "http://[fe80::1]/",
                "http://nobody.example.net/",
                "http:///x",
                "http://a b/"
            })
    void nothing_is_allowed_by_default(String url) {
        assertThat(allows(TargetRules.CLOSED, url)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9000/hook, true",
        "http://localhost/hook, true",
        "http://[::1]/, true",
        "http://[::ffff:127.0.0.1]/, true",
        "http://10.0.0.7/, false",
        "http://0.0.0.0/, false",
        "http://open.example.org/, false"
    })
    void loopback_can_be_opened_alone(String url, boolean expected) {
        assertThat(allows(TargetRules.LOOPBACK, url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://open.example.org/, true",
        "http://OPEN.example.org:8443/, true",
        "http://far.example.com/, false",
        "http://inner.example.org/, false", // a private address behind an allowed name
        "http://198.51.100.7/, false"
    })
    void names_are_allowed_while_they_are_public(String url, boolean expected) {
        assertThat(allows(TargetRules.of(List.of("*.Example.org"), List.of(), false), url))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.7/, true",
        "http://inner.example.org/, true",
        "http://10.1.0.7/, false",
        "http://[2001:db8::7]/, true",
        "http://[2001:db9::7]/, false"
    })
    void networks_are_allowed_whatever_the_name(String url, boolean expected) {
        assertThat(allows(TargetRules.of(List.of(), List.of("10.0.0.0/16", "2001:db8::/32"), false), url))
                .isEqualTo(expected);
    }

    @Test
    void name_that_changes_its_address_leads_nowhere() throws UnknownHostException {
        var looks = new AtomicInteger();
        var rules = TargetRules.of(List.of("open.example.org"), List.of(), false);
        var targets = new AllowedTargets(rules, host ->
                new InetAddress[] {InetAddress.ofLiteral(looks.getAndIncrement() == 0 ? "198.51.100.7" : "10.0.0.7")});

        assertThat(targets.addresses("open.example.org")).containsExactly(InetAddress.ofLiteral("198.51.100.7"));
        assertThatThrownBy(() -> targets.addresses("open.example.org")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void one_forbidden_address_of_several_is_enough_to_refuse() {
        var rules = TargetRules.of(List.of("*"), List.of(), false);
        var targets = new AllowedTargets(rules, host ->
                new InetAddress[] {InetAddress.ofLiteral("198.51.100.7"), InetAddress.ofLiteral("127.0.0.1")});

        assertThat(targets.objection("http://open.example.org/")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "example.org", "::1/129", "10.0.0.0/-1", "10.0.0.0/x"})
    void network_must_be_one(String text) {
        assertThatThrownBy(() -> Network.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
