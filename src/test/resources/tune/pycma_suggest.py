"""Hansen's pycma behind the requests and answers of `mlsteps suggest`, for spaces of `uniform` alone.

usage: pycma_suggest.py SEED SPACE.json
"""

import json
import sys

import warnings

warnings.filterwarnings("ignore")
import cma  # noqa: E402  (warns when matplotlib is missing)


def main():
    seed, space = int(sys.argv[1]), json.load(open(sys.argv[2]))
    if any(dimension["type"] != "uniform" or "step" in dimension for dimension in space):
        sys.exit("pycma takes real parameters only")
    low = [dimension["min"] for dimension in space]
    high = [dimension["max"] for dimension in space]
    strategy, waiting, asked, told, points = None, [], 0, {}, {}
    # As Optuna's sampler: from the middle, a sixth of the range wide; again, twice as many, when it has converged.
    options = {"bounds": [0, 1], "seed": seed + 1, "verbose": -9}
    for line in sys.stdin:
        request = json.loads(line)
        if "ask" in request:
            trials = []
            for _ in range(request["ask"]):
                if not waiting:
                    if strategy is not None and told:
                        strategy.tell([points[n] for n in told], list(told.values()))
                        told = {}
                    if strategy is None or strategy.stop():
                        if strategy is not None:
                            options["popsize"] = 2 * strategy.popsize
                        strategy = cma.CMAEvolutionStrategy([0.5] * len(space), 1 / 6, options)
                    waiting = list(strategy.ask())
                points[asked] = waiting.pop(0)
                params = {d["name"]: l + float(x) * (h - l) for d, l, h, x in zip(space, low, high, points[asked])}
                trials.append({"number": asked, "params": params})
                asked += 1
            print(json.dumps({"trials": trials}), flush=True)
        elif "tell" in request:
            told[request["tell"]["number"]] = request["tell"]["value"]


main()
