# Receives files from object storage. $1: root of the volume. In: the address of a tar. Out: "received SHA256". In, then: "ready" when
# that is what was sent. Error: "unreached WHY" when the storage does not give it.
mkdir -p "$1/workspace" "$1/control" && cd "$1/workspace" || exit 1
own="$1/control/upload.$$"
mkdir -p "$own" || exit 1
trap 'rm -rf "$own"' EXIT
mkfifo "$own/digest" || exit 1
read -r address || exit 1
sha256sum < "$own/digest" > "$own/sha256" &
digest=$!
{
    curl -fsS --connect-timeout 10 --speed-limit 1 --speed-time 60 "$address" 2> "$own/curl" || : > "$own/unreached"
} | tee "$own/digest" | { tar -xf - 2> "$own/tar" && cat > /dev/null; }
unpacked=$?
if [ -e "$own/unreached" ]; then
    echo "unreached $(head -n 1 "$own/curl")" >&2
    exit 1
fi
if [ "$unpacked" -ne 0 ]; then
    cat "$own/tar" >&2
    exit 1
fi
wait "$digest"
echo "received $(cut -d ' ' -f 1 "$own/sha256")"
read -r word
[ "$word" != ready ] || : > "$1/control/ready"
