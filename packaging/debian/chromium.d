# Debian's /etc/chromium.d/extensions parts the folders of two and more extensions by a comma and a
# blank, at which the shell then cuts the list: only the first would be loaded.
export CHROMIUM_FLAGS="$(printf '%s' "$CHROMIUM_FLAGS" | sed 's#, /usr/share/chromium/extensions/#,/usr/share/chromium/extensions/#g')"
