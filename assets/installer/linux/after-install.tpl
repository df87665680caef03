#!/bin/sh
# postinst (deb: "configure"), %post (rpm). The folder is the program's only; data are made by who sets it up.
set -e
case "$1" in
  abort-upgrade | abort-remove | abort-deconfigure) exit 0 ;;
esac
folder='/opt/${sanitizedProductName}'
ln -sfn "$folder/bi-client" /usr/bin/bi-client
ln -sfn "$folder/${executable}" '/usr/bin/${executable}'

# Chromium's sandbox: user namespaces where the kernel lets everybody make them, else its set-uid helper.
if [ "$(cat /proc/sys/kernel/unprivileged_userns_clone 2>/dev/null || echo 1)" = 1 ] && unshare --user true 2>/dev/null; then
  chmod 0755 "$folder/chrome-sandbox"
else
  chmod 4755 "$folder/chrome-sandbox"
fi

# Ubuntu 24 and newer allow user namespaces only to programs with a profile; older AppArmor does not know the profile's form.
profile="$folder/resources/apparmor-profile"
if [ -f "$profile" ] && command -v apparmor_status >/dev/null 2>&1 && apparmor_status --enabled >/dev/null 2>&1; then
  if apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
    cp -f "$profile" '/etc/apparmor.d/${executable}'
    if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
      apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
    fi
  fi
fi

if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
exit 0
