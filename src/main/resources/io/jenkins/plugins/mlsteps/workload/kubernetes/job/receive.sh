# Holds the training back until its files are there. $1: root of the volume, $2: seconds to wait
mkdir -p "$1/workspace" "$1/control" "$1/home" || exit 1
trap 'exit 143' TERM
deadline=$(($(date +%s) + $2))
looks=0
until [ -e "$1/control/ready" ]; do
    [ "$((looks % 100))" -ne 0 ] || : > "$1/control/held"
    looks=$((looks + 1))
    if [ "$(date +%s)" -ge "$deadline" ]; then
        echo "no files came within $2 s" >&2
        exit 65
    fi
    sleep 0.1
done
