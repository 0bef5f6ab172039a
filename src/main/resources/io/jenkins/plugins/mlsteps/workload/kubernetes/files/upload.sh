# Receives files. $1: root of the volume, $2: blocks of 64 KiB of the tar that comes in. Out: "received SHA256". In, then: "ready" when
# that is what was sent.
mkdir -p "$1/workspace" "$1/control" && cd "$1/workspace" || exit 1
own="$1/control/upload.$$"
mkdir -p "$own" || exit 1
trap 'rm -rf "$own"' EXIT
mkfifo "$own/digest" "$own/tar" || exit 1
sha256sum < "$own/digest" > "$own/sha256" &
digest=$!
# What stands behind the tar's end is read too, for its digest is wanted.
{ tar -xf - && cat > /dev/null; } < "$own/tar" &
unpack=$!
exec 3> "$own/digest" 4> "$own/tar"

# By pieces of 8 MiB, one on its way to both while the next comes in: tee takes 4 KiB at a time, which costs more than the digest. Not by
# head: busybox's takes a byte at a time.
left=$2
piece=0
passed=
while [ "$left" -gt 0 ]; do
    count=128
    [ "$left" -ge "$count" ] || count=$left
    piece=$((1 - piece))
    dd bs=65536 iflag=fullblock count="$count" of="$own/piece.$piece" 2> "$own/said" || {
        cat "$own/said" >&2
        exit 1
    }
    [ -z "$passed" ] || wait "$passed" || exit 1
    {
        cat "$own/piece.$piece" >&3 &
        cat "$own/piece.$piece" >&4 && wait "$!"
    } &
    passed=$!
    left=$((left - count))
done
[ -z "$passed" ] || wait "$passed" || exit 1
exec 3>&- 4>&-
wait "$unpack" || exit 1
wait "$digest" || exit 1
echo "received $(cut -d ' ' -f 1 "$own/sha256")"
read -r word
[ "$word" != ready ] || : > "$1/control/ready"
