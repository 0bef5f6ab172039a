# Sends what the training left. $1: root of the volume, $2: bytes of its output that are known already, $3: seconds to wait for its end
# Out: the length of a list of files and the list, each name ended by NUL; the length of the rest of the output; that rest and a
# tar of the files chosen. Error: "sent BYTES SHA256" of rest and tar. In: the length of the choice and the choice, a name a line;
# an empty line, or the address in object storage that the tar is put to instead (Error: "stored SHA256", or "unreached WHY"); at the
# end "released" when the volume is needed no more.
cd "$1/workspace" || exit 1
own="$1/control/fetch.$$"
mkdir -p "$own" || exit 1
trap 'rm -rf "$own"' EXIT

# While a pod is told to go nobody outside learns that the training ended, and all that ends with the pod is lost.
deadline=$(($(date +%s) + $3))
until [ -e "$1/control/exit" ] || [ "$(date +%s)" -ge "$deadline" ]; do
    sleep 0.1
done
find . -type f -print0 > "$own/list"
echo $(($(wc -c < "$own/list")))
cat "$own/list"

read -r length || exit 1
# Not by head: busybox's takes what comes behind it too.
: > "$own/chosen"
[ "$length" -eq 0 ] || dd bs="$length" count=1 iflag=fullblock of="$own/chosen" 2> "$own/blocks" || exit 1
read -r address || exit 1
rest=$(($(stat -c %s "$1/control/output") - $2))
[ "$rest" -ge 0 ] || rest=0
echo "$rest"
mkfifo "$own/digest" || exit 1
sha256sum < "$own/digest" > "$own/sha256" &
digest=$!
output() {
    tail -c "+$(($2 + 1))" "$1/control/output" | head -c "$rest"
}
# Passes its input on, filled up to whole blocks, and to the digest; says how many bytes those are. By pieces of 8 MiB, one on its way
# while the next is made: tee takes 4 KiB at a time, which costs more than the digest.
pass_blocks() {
    exec 3> "$own/digest"
    most=$((128 * 65536))
    size=$most
    piece=0
    passed=
    bytes=0
    while [ "$size" -eq "$most" ]; do
        piece=$((1 - piece))
        dd bs=65536 iflag=fullblock conv=sync count=128 of="$own/piece.$piece" 2> "$own/said" || {
            cat "$own/said" >&2
            exit 1
        }
        [ -z "$passed" ] || wait "$passed" || exit 1
        {
            cat "$own/piece.$piece" >&3 &
            cat "$own/piece.$piece" && wait "$!"
        } &
        passed=$!
        size=$(stat -c %s "$own/piece.$piece")
        bytes=$((bytes + size))
    done
    wait "$passed" || exit 1
    echo "$bytes" > "$own/bytes"
}
if [ -s "$own/chosen" ] && [ -z "$address" ]; then
    { output "$1" "$2"; tar -cf - -T "$own/chosen" || echo incomplete > "$own/incomplete"; } | pass_blocks
    bytes=$(cat "$own/bytes") || exit 1
else
    output "$1" "$2" | tee "$own/digest"
    bytes=$rest
fi
wait "$digest"
if [ -s "$own/chosen" ] && [ -n "$address" ]; then
    # Its length is told before it goes, so it is written down first.
    tar -cf "$own/tar" -T "$own/chosen" || echo incomplete > "$own/incomplete"
    if ! curl -fsS --connect-timeout 10 --speed-limit 1 --speed-time 60 --upload-file "$own/tar" "$address" > "$own/answer" 2> "$own/curl"; then
        echo "unreached $(head -n 1 "$own/curl")" >&2
        exit 1
    fi
    echo "stored $(sha256sum < "$own/tar" | cut -d ' ' -f 1)" >&2
    rm -f "$own/tar"
fi
[ -e "$own/incomplete" ] && echo "incomplete" >&2
echo "sent $bytes $(cut -d ' ' -f 1 "$own/sha256")" >&2

read -r word
[ "$word" != released ] || : > "$1/control/released"
