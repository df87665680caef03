/**
 * Takes the place of AppImage's runtime in test packages, on computers that can't get the real one: a script that unpacks
 * what follows it and starts it, where the real runtime mounts it. Never given out: it needs unsquashfs, and unpacks anew
 * at each start.
 */
const LENGTH = 4096

const script = `#!/bin/sh
# Stand-in for AppImage's runtime, for tests only.
self=$(readlink -f -- "$0")
case "$1" in
  --appimage-offset) echo ${LENGTH}; exit 0 ;;
  --appimage-extract) exec unsquashfs -q -n -f -o ${LENGTH} -d "\${2:-squashfs-root}" "$self" ;;
esac
work=$(mktemp -d "\${TMPDIR:-/tmp}/appimage_extracted_XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
unsquashfs -q -n -o ${LENGTH} -d "$work/app" "$self" >/dev/null || exit 1
APPIMAGE=$self APPDIR=$work/app ARGV0=$0
export APPIMAGE APPDIR ARGV0
"$work/app/AppRun" "$@" <&0 &
child=$!
trap 'kill -TERM $child' TERM INT
wait $child; code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
exit $code
`

/** Exactly as long as it says: what electron-builder puts before the file system. */
export function runtimeStandIn() {
  const text = `${script}${'#'.repeat(LENGTH - Buffer.byteLength(script) - 1)}\n`
  if (Buffer.byteLength(text) !== LENGTH) throw new Error('the stand-in for the runtime has the wrong length')
  return text
}
