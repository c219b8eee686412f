// Where each browser reads manifests, and where its profile is: written down a second time, since a
// wrong folder is a browser that never finds the host. Below ~/.config unless it begins with "~".
const chromium = (id, profile, program, manifests = profile) => ({
  id, program, family: 'chromium', profile: at(profile), manifests: `${at(manifests)}/NativeMessagingHosts`,
});
const firefox = (id, profile, program, manifests = '~/.mozilla') => ({
  id, program, family: 'firefox', profile: profile && at(profile), manifests: `${at(manifests)}/native-messaging-hosts`,
});

function at(place) {
  return place.startsWith('~/') ? place.slice(2) : `.config/${place}`;
}

export const BROWSERS = [
  chromium('chromium', 'chromium', 'chromium'),
  chromium('chrome', 'google-chrome', 'google-chrome-stable'),
  chromium('chrome-beta', 'google-chrome-beta', 'google-chrome-beta'),
  chromium('chrome-unstable', 'google-chrome-unstable', 'google-chrome-unstable'),
  chromium('chrome-canary', 'google-chrome-canary', 'google-chrome-canary'),
  chromium('chrome-for-testing', 'google-chrome-for-testing', 'google-chrome-for-testing'),
  chromium('brave', 'BraveSoftware/Brave-Browser', 'brave-browser'),
  chromium('brave-beta', 'BraveSoftware/Brave-Browser-Beta', 'brave-browser-beta'),
  chromium('brave-nightly', 'BraveSoftware/Brave-Browser-Nightly', 'brave-browser-nightly'),
  chromium('brave-origin', 'BraveSoftware/Brave-Origin', 'brave-origin'),
  chromium('edge', 'microsoft-edge', 'microsoft-edge-stable'),
  chromium('edge-beta', 'microsoft-edge-beta', 'microsoft-edge-beta'),
  chromium('edge-dev', 'microsoft-edge-dev', 'microsoft-edge-dev'),
  chromium('vivaldi', 'vivaldi', 'vivaldi-stable'),
  chromium('vivaldi-snapshot', 'vivaldi-snapshot', 'vivaldi-snapshot'),
  chromium('opera', 'opera', 'opera', 'google-chrome'),
  chromium('opera-beta', 'opera-beta', 'opera-beta', 'google-chrome'),
  firefox('firefox', '~/.mozilla/firefox', 'firefox'),
  firefox('firefox', 'mozilla/firefox', 'firefox-esr'),
  firefox('firefox-beta', null, 'firefox-beta'),
  firefox('firefox-developer', null, 'firefox-devedition'),
  firefox('firefox-nightly', null, 'firefox-nightly'),
  firefox('librewolf', '~/.librewolf', 'librewolf', '~/.librewolf'),
  firefox('waterfox', '~/.waterfox', 'waterfox', '~/.waterfox'),
  firefox('floorp', '~/.floorp', 'floorp', '~/.floorp'),
  firefox('zen', '~/.zen', 'zen'),
];

export const TESTED = ['chromium', 'firefox'];
