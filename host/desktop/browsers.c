#include "desktop/browsers.h"

#include <string.h>

#define CHROME_SYSTEM     "/etc/opt/chrome/native-messaging-hosts"
#define CHROME_POLICIES   "/etc/opt/chrome/policies/managed"
#define FIREFOX_POLICIES  "/etc/firefox/policies"
#define MOZILLA_USER      "%H/.mozilla/native-messaging-hosts"
#define MOZILLA_SYSTEM    "/usr/lib/mozilla/native-messaging-hosts"
#define MOZILLA_SYSTEM_64 "/usr/lib64/mozilla/native-messaging-hosts"
#define HOSTS             "/NativeMessagingHosts"
#define CHROMIUM          .family = FAMILY_CHROMIUM
#define FIREFOX           .family = FAMILY_FIREFOX
/* Its profile's folder holds the folder of manifests. */
#define PROFILE(folder) .profiles = {"%C/" folder}, .manifests = "%C/" folder HOSTS
#define CHROMES         .system = {CHROME_SYSTEM}, .policies = {CHROME_POLICIES}
/* Every Firefox looks there, also one whose profiles lie in ~/.config/mozilla. */
#define MOZILLAS                                                                                   \
    .system = {MOZILLA_SYSTEM, MOZILLA_SYSTEM_64}, .policies = {FIREFOX_POLICIES},                 \
    .extensions = "/usr/share/mozilla/extensions/{ec8030f7-c20a-464f-9b0e-13a3a9e97384}"

const struct browser browsers[] = {
    {"chromium", "Chromium", CHROMIUM, true, .programs = {"chromium", "chromium-browser"},
     PROFILE("chromium"), .system = {"/etc/chromium/native-messaging-hosts"},
     .policies = {"/etc/chromium/policies/managed"}, .snaps = {"chromium"},
     .flatpaks = {"org.chromium.Chromium", "io.github.ungoogled_software.ungoogled_chromium"},
     .extensions = "/usr/share/chromium/extensions"},
    {"chrome", "Google Chrome", CHROMIUM, .programs = {"google-chrome-stable", "google-chrome"},
     PROFILE("google-chrome"), CHROMES, .flatpaks = {"com.google.Chrome"}},
    {"chrome-beta", "Google Chrome Beta", CHROMIUM, .programs = {"google-chrome-beta"},
     PROFILE("google-chrome-beta"), CHROMES},
    {"chrome-unstable", "Google Chrome Dev", CHROMIUM, .programs = {"google-chrome-unstable"},
     PROFILE("google-chrome-unstable"), CHROMES, .flatpaks = {"com.google.ChromeDev"}},
    {"chrome-canary", "Google Chrome Canary", CHROMIUM, .programs = {"google-chrome-canary"},
     PROFILE("google-chrome-canary"), CHROMES},
    {"chrome-for-testing", "Chrome for Testing", CHROMIUM,
     .programs = {"google-chrome-for-testing"}, PROFILE("google-chrome-for-testing"),
     .system = {"/etc/opt/chrome_for_testing/native-messaging-hosts"},
     .policies = {CHROME_POLICIES}},
    {"brave", "Brave", CHROMIUM, .programs = {"brave-browser", "brave-browser-stable", "brave"},
     PROFILE("BraveSoftware/Brave-Browser"), .system = {CHROME_SYSTEM},
     .policies = {"/etc/brave/policies/managed"}, .snaps = {"brave"},
     .flatpaks = {"com.brave.Browser"}},
    {"brave-beta", "Brave Beta", CHROMIUM, .programs = {"brave-browser-beta"},
     PROFILE("BraveSoftware/Brave-Browser-Beta"), .system = {CHROME_SYSTEM},
     .policies = {"/etc/brave/policies/managed"}},
    {"brave-nightly", "Brave Nightly", CHROMIUM, .programs = {"brave-browser-nightly"},
     PROFILE("BraveSoftware/Brave-Browser-Nightly"), .system = {CHROME_SYSTEM},
     .policies = {"/etc/brave/policies/managed"}},
    {"brave-origin", "Brave Origin", CHROMIUM, .programs = {"brave-origin"},
     PROFILE("BraveSoftware/Brave-Origin"), .system = {CHROME_SYSTEM},
     .policies = {"/etc/brave/policies/managed"}},
    {"edge", "Microsoft Edge", CHROMIUM, .programs = {"microsoft-edge-stable", "microsoft-edge"},
     PROFILE("microsoft-edge"), .system = {"/etc/opt/edge/native-messaging-hosts", CHROME_SYSTEM},
     .policies = {"/etc/opt/edge/policies/managed"}, .flatpaks = {"com.microsoft.Edge"}},
    {"edge-beta", "Microsoft Edge Beta", CHROMIUM, .programs = {"microsoft-edge-beta"},
     PROFILE("microsoft-edge-beta"),
     .system = {"/etc/opt/edge/native-messaging-hosts", CHROME_SYSTEM},
     .policies = {"/etc/opt/edge/policies/managed"}},
    {"edge-dev", "Microsoft Edge Dev", CHROMIUM, .programs = {"microsoft-edge-dev"},
     PROFILE("microsoft-edge-dev"),
     .system = {"/etc/opt/edge/native-messaging-hosts", CHROME_SYSTEM},
     .policies = {"/etc/opt/edge/policies/managed"}},
    {"vivaldi", "Vivaldi", CHROMIUM, .programs = {"vivaldi-stable", "vivaldi"}, PROFILE("vivaldi"),
     CHROMES, .snaps = {"vivaldi"}, .flatpaks = {"com.vivaldi.Vivaldi"}},
    {"vivaldi-snapshot", "Vivaldi Snapshot", CHROMIUM, .programs = {"vivaldi-snapshot"},
     PROFILE("vivaldi-snapshot"), CHROMES},
    /* Reads Chrome's folder, whatever its own profile's is. */
    {"opera", "Opera", CHROMIUM, .programs = {"opera", "opera-stable"}, .profiles = {"%C/opera"},
     .manifests = "%C/google-chrome" HOSTS, CHROMES, .snaps = {"opera"},
     .flatpaks = {"com.opera.Opera"}},
    {"opera-beta", "Opera Beta", CHROMIUM, .programs = {"opera-beta"},
     .profiles = {"%C/opera-beta"}, .manifests = "%C/google-chrome" HOSTS, CHROMES,
     .snaps = {"opera-beta"}},
    {"firefox", "Firefox", FIREFOX, true, .programs = {"firefox", "firefox-esr"},
     .profiles = {"%H/.mozilla/firefox", "%C/mozilla/firefox"}, .manifests = MOZILLA_USER, MOZILLAS,
     .snaps = {"firefox"}, .flatpaks = {"org.mozilla.firefox"}},
    {"firefox-beta", "Firefox Beta", FIREFOX, .programs = {"firefox-beta"},
     .manifests = MOZILLA_USER, MOZILLAS},
    {"firefox-developer", "Firefox Developer Edition", FIREFOX,
     .programs = {"firefox-devedition", "firefox-developer-edition"}, .manifests = MOZILLA_USER,
     MOZILLAS},
    {"firefox-nightly", "Firefox Nightly", FIREFOX, .programs = {"firefox-nightly"},
     .manifests = MOZILLA_USER, MOZILLAS},
    {"librewolf", "LibreWolf", FIREFOX, .programs = {"librewolf"},
     .profiles = {"%H/.librewolf", "%C/librewolf"},
     .manifests = "%H/.librewolf/native-messaging-hosts", .also = MOZILLA_USER,
     .system = {"/usr/lib/librewolf/native-messaging-hosts",
                "/usr/lib64/librewolf/native-messaging-hosts", MOZILLA_SYSTEM},
     .flatpaks = {"io.gitlab.librewolf-community"}},
    {"waterfox", "Waterfox", FIREFOX, .programs = {"waterfox"}, .profiles = {"%H/.waterfox"},
     .manifests = "%H/.waterfox/native-messaging-hosts", .also = MOZILLA_USER,
     .system = {"/usr/lib/waterfox/native-messaging-hosts",
                "/usr/lib64/waterfox/native-messaging-hosts", MOZILLA_SYSTEM},
     .flatpaks = {"net.waterfox.waterfox"}},
    {"floorp", "Floorp", FIREFOX, .programs = {"floorp"}, .profiles = {"%H/.floorp"},
     .manifests = "%H/.floorp/native-messaging-hosts", .also = MOZILLA_USER,
     .system = {MOZILLA_SYSTEM, MOZILLA_SYSTEM_64}, .flatpaks = {"one.ablaze.floorp"}},
    {"zen", "Zen", FIREFOX, .programs = {"zen", "zen-browser"}, .profiles = {"%H/.zen", "%C/zen"},
     .manifests = MOZILLA_USER, .system = {MOZILLA_SYSTEM, MOZILLA_SYSTEM_64},
     .flatpaks = {"app.zen_browser.zen"}},
};
const size_t browser_count = sizeof browsers / sizeof browsers[0];

const struct browser *browser_find(const char *id)
{
    for (size_t i = 0; i < browser_count; i++) {
        if (strcmp(browsers[i].id, id) == 0) {
            return &browsers[i];
        }
    }
    return NULL;
}
