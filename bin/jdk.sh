# Sourced by bin/muster, bin/test and .ci/run: finds a JDK that is new enough and runs Maven on it.

muster_jdk_wanted=25

# Prints the feature release of the JDK in $1, or nothing if there is no JDK.
jdk_release() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Sets JAVA_HOME: the one given, else the java on the PATH, else the oldest sufficient JDK installed.
find_jdk() {
    jdk_path=$(command -v java 2>/dev/null) && jdk_path=$(readlink -f "$jdk_path")
    for jdk_home in "${JAVA_HOME:-}" "${jdk_path%/bin/java}"; do
        jdk_found=$(jdk_release "$jdk_home")
        if [ "${jdk_found:-0}" -ge "$muster_jdk_wanted" ]; then
            export JAVA_HOME="$jdk_home"
            return 0
        fi
    done
    jdk_best=
    for jdk_home in /usr/lib/jvm/* /usr/local/lib/jvm/* /usr/java/* /opt/* /opt/java/* /usr/local/* \
        "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "${HOME:-/}"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        jdk_found=$(jdk_release "$jdk_home")
        if [ "${jdk_found:-0}" -ge "$muster_jdk_wanted" ]; then
            if [ -z "$jdk_best" ] || [ "$jdk_found" -lt "$jdk_best" ]; then
                jdk_best=$jdk_found
                export JAVA_HOME="$jdk_home"
            fi
        fi
    done
    [ -n "$jdk_best" ] && return 0
    echo "muster: no JDK $muster_jdk_wanted or newer found; install one (Debian: openjdk-$muster_jdk_wanted-jdk, or Eclipse Temurin) or set JAVA_HOME" >&2
    return 1
}

# Runs Maven on the JDK found. The options silence what the JVM has to say about Maven's own libraries.
run_maven() {
    if ! command -v mvn >/dev/null 2>&1; then
        echo "muster: Maven is needed to build; install it (Debian: apt-get install maven)" >&2
        return 1
    fi
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g ${MAVEN_OPTS:-}" \
        mvn "$@"
}
