# shellcheck shell=bash disable=SC2034
# Sourced: where an installed Optwatch lies. `scope` is user or system.

config=${XDG_CONFIG_HOME:-$HOME/.config}
data=${XDG_DATA_HOME:-$HOME/.local/share}
timer=optwatch-remind.timer

set_places() {
    if [[ $1 == system ]]; then
        prefix=/usr/local
        units=$prefix/lib/systemd/user
        autostart=/etc/xdg/autostart
        shared=$prefix/share
    else
        prefix=$HOME/.local
        units=$config/systemd/user
        autostart=$config/autostart
        shared=$data
    fi
    programs=$prefix/bin
    libexec=$prefix/libexec/optwatch
    # What packaging/install put, one path a line; folders that it made end with a slash.
    list=$libexec/installed
}

# Where what CMake puts at this path below the prefix belongs: a person's own folders are not all
# below it.
place_of() {
    case $1 in
        lib/systemd/user/*) place=$units/${1##*/} ;;
        etc/xdg/autostart/*) place=$autostart/${1##*/} ;;
        share/man/*) place=$prefix/$1 ;;
        share/*) place=$shared/${1#share/} ;;
        *) place=$prefix/$1 ;;
    esac
}

# Whether this person's systemd answers and means our own file by the timer's name: an installation
# into another home has nothing to say to it.
manager_knows_timer() {
    local path
    command -v systemctl >/dev/null 2>&1 || return 1
    timeout 10 systemctl --user daemon-reload >/dev/null 2>&1 || return 1
    path=$(timeout 10 systemctl --user show --property=FragmentPath --value "$timer" 2>/dev/null) || return 1
    [[ -e $path && $path -ef $units/$timer ]]
}

# Sets scope, and forget where $1 allows it, from the arguments of install and uninstall.
read_scope() {
    local may_forget=$1
    shift
    scope=user
    forget=no
    while (($# > 0)); do
        case $1 in
            --user | --system) scope=${1#--} ;;
            --help | -h)
                usage
                exit 0
                ;;
            *)
                if [[ $1 != --forget || $may_forget == no ]]; then
                    usage >&2
                    exit 2
                fi
                forget=yes
                ;;
        esac
        shift
    done
    if [[ $scope == system && $EUID != 0 ]]; then
        printf '%s --system writes to /usr/local and /etc: run it as root\n' "${0##*/}" >&2
        exit 10
    fi
    if [[ $HOME != /* || $HOME == *$'\n'* ]]; then
        printf '%s: HOME has to be an absolute path of one line\n' "${0##*/}" >&2
        exit 4
    fi
    set_places "$scope"
}
