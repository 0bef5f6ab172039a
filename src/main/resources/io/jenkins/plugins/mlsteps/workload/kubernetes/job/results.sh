# Keeps the volume until everything on it was fetched. $1: root of the volume, $2: seconds to wait after the training ended, $3: where
# the volume outlives the pod, the directory that has the pod's own, which is removed then
mkdir -p "$1/workspace" "$1/control" "$1/home" || exit 1
: >> "$1/control/output"

# Whoever stops the pod wants the results too, until the grace period is over.
trap : TERM
ended=
looks=0
until [ -e "$1/control/released" ]; do
    looks=$((looks + 1))
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
[ -n "$3" ] || exit 0
rm -rf "$1/workspace" "$1/control" "$1/home"
# Where the claim is not the pod's user's an empty directory stays, which is no reason to fail.
rmdir "$3/$MLSTEPS_POD" 2> /dev/null || :
