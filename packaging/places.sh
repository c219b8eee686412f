# shellcheck shell=bash disable=SC2034
# Sourced: where an installed Optwatch lies. `scope` is user or system.

config=${XDG_CONFIG_HOME:-$HOME/.config}
data=${XDG_DATA_HOME:-$HOME/.local/share}
timer=optwatch-remind.timer
icon_sizes=(16 32 48 128)

# Browsers of the Chromium family: a manifest is written only where the first folder is there.
# browser's own folder | folder for manifests
chromium_user=(
    "$config/chromium|$config/chromium/NativeMessagingHosts"
    "$config/google-chrome|$config/google-chrome/NativeMessagingHosts"
    "$config/google-chrome-beta|$config/google-chrome-beta/NativeMessagingHosts"
    "$config/google-chrome-unstable|$config/google-chrome-unstable/NativeMessagingHosts"
    "$config/BraveSoftware/Brave-Browser|$config/BraveSoftware/Brave-Browser/NativeMessagingHosts"
    "$config/microsoft-edge|$config/microsoft-edge/NativeMessagingHosts"
    "$config/vivaldi|$config/vivaldi/NativeMessagingHosts"
)
chromium_system=(
    "/|/etc/chromium/native-messaging-hosts"
    "/|/etc/opt/chrome/native-messaging-hosts"
    "/opt/microsoft/msedge|/etc/opt/edge/native-messaging-hosts"
)
firefox_user=("$HOME|$HOME/.mozilla/native-messaging-hosts")
firefox_system=("/|/usr/lib/mozilla/native-messaging-hosts")

set_places() {
    if [[ $1 == system ]]; then
        programs=/usr/local/bin
        libexec=/usr/local/libexec/optwatch
        units=/usr/local/lib/systemd/user
        autostart=/etc/xdg/autostart
        applications=/usr/local/share/applications
        icons=/usr/local/share/icons
        chromium_places=("${chromium_system[@]}")
        firefox_places=("${firefox_system[@]}")
    else
        programs=$HOME/.local/bin
        libexec=$HOME/.local/libexec/optwatch
        units=$config/systemd/user
        autostart=$config/autostart
        applications=$data/applications
        icons=$data/icons
        chromium_places=("${chromium_user[@]}")
        firefox_places=("${firefox_user[@]}")
    fi
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

# Sets scope from the arguments of install and uninstall.
read_scope() {
    scope=user
    case ${1:-} in
        '' | --user) ;;
        --system) scope=system ;;
        --help | -h)
            usage
            exit 0
            ;;
        *)
            usage >&2
            exit 2
            ;;
    esac
    if (($# > 1)); then
        usage >&2
        exit 2
    fi
    if [[ $scope == system && $EUID != 0 ]]; then
        printf '%s --system writes to /usr/local, /etc and /usr/lib: run it as root\n' "${0##*/}" >&2
        exit 10
    fi
    if [[ $HOME != /* ]]; then
        printf '%s: HOME has to be an absolute path\n' "${0##*/}" >&2
        exit 4
    fi
    set_places "$scope"
}
