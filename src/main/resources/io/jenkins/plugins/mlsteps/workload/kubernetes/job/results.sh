# Keeps the volume until everything on it was fetched. $1: root of the volume, $2: seconds to wait after the training ended, $3: where
# the volume outlives the pod, the directory that has the pod's own, which is removed then
mkdir -p "$1/workspace" "$1/control" "$1/home" || exit 1
: >> "$1/control/output"
: > "$1/control/held"

# Whoever stops the pod wants the results too, until the grace period is over.
trap : TERM

remove() {
    # The sign by which it is found goes last. Where the claim is not the pod's user's an empty directory stays.
    rm -rf "$1/workspace" "$1/home" && rm -rf "$1/control" && rmdir "$1" 2> /dev/null
    return 0
}
# Pods that were cancelled, killed or lost with their node leave theirs. A node may fetch the image of the command for a long time, in
# which nobody holds what was received.
[ -z "$3" ] || find "$3"/*/control/held -mmin +120 | while read -r held; do
    remove "${held%/control/held}"
done

ended=
looks=0
until [ -e "$1/control/released" ]; do
    looks=$((looks + 1))
    [ "$((looks % 20))" -ne 0 ] || : > "$1/control/held"
    # A training that was killed leaves no word, but it no longer says that it is alive.
    if [ "$((looks % 20))" -eq 0 ] && { [ -e "$1/control/exit" ] || [ -n "$(find "$1/control/alive" -mmin +1 2> /dev/null)" ]; }; then
        ended=${ended:-$(date +%s)}
        if [ "$(date +%s)" -ge $((ended + $2)) ]; then
            echo "nobody fetched the results within $2 s" >&2
            exit 66
        fi
    fi
    sleep 0.5
done
[ -z "$3" ] || remove "$3/$MLSTEPS_POD"
