# Prints the training's output as it comes. $1: root of the volume, $2: bytes that are known already
exec tail -c "+$(($2 + 1))" -f "$1/control/output"
