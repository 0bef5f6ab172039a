# Runs the author's command. $1: root of the volume, $2: the command
mkdir -p "$1/workspace" "$1/control" "$1/home" || exit 126
cd "$1/workspace" || exit 126
for directory in "$ML_OUTPUT_DIR" "$ML_MODEL_DIR" "$ML_CHECKPOINT_DIR"; do
    [ -z "$directory" ] || mkdir -p "$directory"
done
(while :; do : > "$1/control/alive"; sleep 10; done) > /dev/null 2>&1 &
alive=$!

# What it prints goes to the container's log and, by byte, to a file that can be read from anywhere again.
pipe="$1/control/pipe.$$"
mkfifo "$pipe" || exit 126
tee -a "$1/control/output" < "$pipe" &
tee=$!
sh -ec "$2" > "$pipe" 2>&1 < /dev/null &
command=$!

# Who is told to stop has the pod's grace period to save what it can.
trap 'kill -TERM "$command" 2> /dev/null' TERM INT
wait "$command"
code=$?
while kill -0 "$command" 2> /dev/null; do
    wait "$command"
    code=$?
done

# A process that the command left behind may hold the pipe open.
tries=0
while kill -0 "$tee" 2> /dev/null && [ "$tries" -lt 50 ]; do
    sleep 0.1 2> /dev/null || sleep 1
    tries=$((tries + 1))
done
kill "$alive" 2> /dev/null
echo "$code" > "$1/control/exit"
exit "$code"
