# What the scripts here share. To be sourced.

step() {
    printf '\n=== %s\n' "$*"
}

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

without_downloads() {
    grep --line-buffered -v -E '^\[INFO\] Download(ing|ed) from ' || true
}

# The JDK from JAVA_HOME_<version>, from JAVA_HOME, from the standard locations, or from the packages of the system.
find_jdk() { # version
    local version=$1 variable="JAVA_HOME_$1" home
    for attempt in present installed; do
        for home in "${!variable:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*"$version"* /opt/*"$version"*; do
            if [[ -n $home && -x $home/bin/javac && $("$home/bin/javac" -version 2>&1) =~ ^javac\ $version([.]|$) ]]; then
                echo "$home"
                return
            fi
        done
        [[ $attempt == installed ]] || install_package "openjdk-$version-jdk-headless" >&2 || true
    done
    fail "JDK $version is needed: set JAVA_HOME_$version to one, or install it (Temurin, or openjdk-$version-jdk)"
}

# A new directory on a file system in memory with so many free GiB.
directory_in_memory() { # GiB
    local free
    free=$(df --output=avail -BG /dev/shm 2> /dev/null | tail -n 1 | tr -dc 0-9)
    [[ -n $free && $free -ge $1 ]] && mktemp -d -p /dev/shm
}

require_command() { # command, package
    command -v "$1" > /dev/null || install_package "$2" || fail "$1 is needed: install $2"
}

# Tests start one of their own. Debian does not put its programs into PATH.
require_postgresql() {
    local attempt
    for attempt in present installed; do
        if command -v initdb > /dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null; then
            return
        fi
        [[ $attempt == installed ]] || install_package postgresql || true
    done
    fail "PostgreSQL is needed: install postgresql"
}

install_package() {
    [[ $(id -u) == 0 ]] && command -v apt-get > /dev/null || return 1
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"
}
