# Keeps the volume until everything on it was fetched. $1: root of the volume, $2: seconds to wait after the training ended, $3: "remove"
# where the volume outlives the pod
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
[ "$3" != remove ] || rm -rf "$1/workspace" "$1/control" "$1/home"
