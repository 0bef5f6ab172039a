# Receives files. $1: root of the volume, $2: blocks of 64 KiB of the tar that comes in. Out: "received SHA256". In, then: "ready" when
# that is what was sent.
mkdir -p "$1/workspace" "$1/control" && cd "$1/workspace" || exit 1
own="$1/control/upload.$$"
mkdir -p "$own" || exit 1
trap 'rm -rf "$own"' EXIT
mkfifo "$own/digest" || exit 1
sha256sum < "$own/digest" > "$own/sha256" &
digest=$!
# Not by head: busybox's takes a byte at a time. What stands behind the tar's end is read too, for its digest is wanted.
dd bs=65536 iflag=fullblock count="$2" 2> "$own/blocks" | tee "$own/digest" | { tar -xf - && cat > /dev/null; } || exit 1
wait "$digest"
echo "received $(cut -d ' ' -f 1 "$own/sha256")"
read -r word
[ "$word" != ready ] || : > "$1/control/ready"
