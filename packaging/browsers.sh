# shellcheck shell=bash
# Sourced: what this machine's browsers are like.

has() { command -v "$1" >/dev/null 2>&1; }

# shellcheck disable=SC1091
is_ubuntu() { [[ -r /etc/os-release && $(. /etc/os-release && printf '%s' "${ID:-}") == ubuntu ]]; }

# A snap's browser is confined: it cannot start a program of the host system. Ubuntu leaves a script
# in /usr/bin that starts the snap.
is_snap() {
    local path
    path=$(command -v "$1") || return 1
    path=$(readlink -f "$path")
    [[ $path == /usr/bin/snap || $path == /snap/* ]] || grep -Iqs '/snap/bin/' "$path"
}

has_real() { has "$1" && ! is_snap "$1"; }
