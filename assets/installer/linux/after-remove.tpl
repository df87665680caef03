#!/bin/sh
# postrm (deb: "remove", "purge", "upgrade"), %postun (rpm: how many versions stay).
set -e
case "$1" in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac
for link in /usr/bin/bi-client '/usr/bin/${executable}'; do
  # Only our own: another package may have put its own file there meanwhile.
  case "$(readlink "$link" 2>/dev/null)" in
    '/opt/${sanitizedProductName}/'*) rm -f "$link" ;;
  esac
done
if [ -f '/etc/apparmor.d/${executable}' ]; then
  if command -v apparmor_status >/dev/null 2>&1 && apparmor_status --enabled >/dev/null 2>&1; then
    apparmor_parser --remove '/etc/apparmor.d/${executable}' || true
  fi
  rm -f '/etc/apparmor.d/${executable}'
fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
# Also on purge: the ledger knows which orders were recorded, and without it they could be recorded twice.
data=/var/lib/business-integrator-client
if [ -d "$data" ]; then
  echo "bi-client: settings and ledger stay in $data. Delete the folder only when this company will never be set up here again."
fi
exit 0
