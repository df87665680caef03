#!/bin/sh
# Before the files go: takes this computer's scheduled runs away, which would fail every few minutes for ever after.
# dpkg says "remove" ("upgrade" before a newer version), rpm says how many versions stay (0: none). Nothing here may keep a
# person from removing the program.
case "$1" in
  remove | 0) ;;
  *) exit 0 ;;
esac
client=/opt/business-integrator-client/bi-client
if [ -x "$client" ]; then
  timeout 60 "$client" retire </dev/null || echo "bi-client: scheduled runs may be left; see 'bi-client schedule show' of another installation, or docs/installing" >&2
fi
exit 0
