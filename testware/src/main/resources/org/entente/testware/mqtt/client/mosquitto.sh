#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Adapter: makes mosquitto_pub and mosquitto_sub do what a script of the upper tester says.
# They are programs for one errand each, so the whole script is read before one of them starts.
set -u
decode() { local text=${1//+/ }; printf '%b' "${text//%/\\x}"; }

declare -a login=() filters=() unfilters=()
verbs='' topic='' payload='' qos=0 retain=0 publishes=0 subscribe_qos=0 client=''
while read -r verb rest; do
    [ "$verb" = run ] && break
    verbs+=" $verb"
    for pair in $rest; do
        name=${pair%%=*}
        value=$(decode "${pair#*=}")
        case $verb:$name in
            connect:host) login+=(-h "$value") ;;
            connect:port) login+=(-p "$value") ;;
            connect:scheme) [[ $value == ws* ]] && echo "failed these programs speak no WebSocket" && exit ;;
            connect:ca) login+=(--cafile "$value") ;;
            connect:version) login+=(-V "$([ "$value" = 5.0 ] && echo mqttv5 || echo mqttv311)") ;;
            connect:client) client=$value ;;
            connect:clean) [ "$value" = 1 ] || login+=(-c) ;;
            # These programs take five seconds at least.
            connect:keepalive) login+=(-k "$((value < 5 ? 5 : value))") ;;
            connect:user) login+=(-u "$value") ;;
            connect:password) login+=(-P "$value") ;;
            connect:will-topic) login+=(--will-topic "$value") ;;
            connect:will-payload) login+=(--will-payload "$value") ;;
            connect:will-qos) login+=(--will-qos "$value") ;;
            connect:will-retain) [ "$value" = 1 ] && login+=(--will-retain) ;;
            connect:alias-maximum) login+=(-D connect topic-alias-maximum "$value") ;;
            publish:topic) topic=$value ;;
            publish:payload) payload=$value ;;
            publish:qos) qos=$value ;;
            publish:retain) retain=$value ;;
            publish:alias) login+=(-D publish topic-alias "$value") ;;
            subscribe:filter) filters+=(-t "$value") ;;
            subscribe:qos) subscribe_qos=$value ;;
            unsubscribe:filter) unfilters+=(-U "$value") ;;
        esac
    done
    [ "$verb" = publish ] && publishes=$((publishes + 1))
done
[ -n "$client" ] && login+=(-i "$client")

# Byte by byte, as the percent-encoding of UTF-8 asks.
encode() {
    local LC_ALL=C text=$1 out='' i c
    for ((i = 0; i < ${#text}; i++)); do
        c=${text:i:1}
        case $c in [a-zA-Z0-9]) out+=$c ;; *) out+=$(printf '%%%02X' "'$c") ;; esac
    done
    printf '%s' "$out"
}

case $verbs in
    *publish*)
        flags=(-t "$topic" -m "$payload" -q "$qos")
        [ "$retain" = 1 ] && flags+=(-r)
        [ "$publishes" -gt 1 ] && flags+=(--repeat "$publishes" --repeat-delay 0)
        mosquitto_pub "${login[@]}" "${flags[@]}"
        # A command that fails is told, and the next one is tried.
        [ ${#filters[@]} -eq 0 ] || mosquitto_sub "${login[@]/$client/${client}s}" "${filters[@]}" -q "$subscribe_qos" >/dev/null
        ;;
    *subscribe*)
        mosquitto_sub "${login[@]}" "${filters[@]}" "${unfilters[@]}" -q "$subscribe_qos" -F '%t %p' |
            while read -r from text; do echo "message topic=$(encode "$from") payload=$(encode "$text")"; done
        ;;
    *disconnect*) mosquitto_pub "${login[@]}" -t entente/adapter -n ;;
    *) mosquitto_sub "${login[@]}" -t entente/adapter >/dev/null ;;
esac
echo done
