# SPDX-License-Identifier: Apache-2.0
# Sourced by ./entente and ./verify: find_jdk prints the home of a JDK of at least 25, or fails.

# The release file names the version without starting a JVM; a JRE (no javac) cannot build.
jdk_fits() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
    if [ -z "$major" ]; then
        major=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    fi
    [ "${major:-0}" -ge 25 ]
}

# The home of the java that PATH names, through the links that distributions put in between.
java_on_path() {
    found=$(command -v java) || return 1
    while [ -L "$found" ]; do
        link=$(readlink "$found")
        case $link in
            /*) found=$link ;;
            *) found=$(dirname "$found")/$link ;;
        esac
    done
    (cd "$(dirname "$found")/.." && pwd -P)
}

find_jdk() {
    on_path=$(java_on_path || true)
    for home in "${ENTENTE_JAVA:-}" "${JAVA_HOME:-}" "$on_path" \
        /usr/lib/jvm/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/openjdk-*; do
        if [ -n "$home" ] && jdk_fits "$home"; then
            printf '%s\n' "$home"
            return 0
        fi
    done
    return 1
}
