# Receives files from object storage. $1: root of the volume. In: the address of a tar. Out: "received SHA256". In, then: "ready" when
# that is what was sent.
mkdir -p "$1/workspace" "$1/control" && cd "$1/workspace" || exit 1
own="$1/control/upload.$$"
mkdir -p "$own" || exit 1
trap 'rm -rf "$own"' EXIT
mkfifo "$own/digest" || exit 1
read -r address || exit 1
sha256sum < "$own/digest" > "$own/sha256" &
digest=$!
curl -fsS "$address" | tee "$own/digest" | { tar -xf - && cat > /dev/null; } || exit 1
wait "$digest"
echo "received $(cut -d ' ' -f 1 "$own/sha256")"
read -r word
[ "$word" != ready ] || : > "$1/control/ready"
