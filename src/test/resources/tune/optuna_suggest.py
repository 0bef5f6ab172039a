"""Optuna's samplers behind the requests and answers of `mlsteps suggest`: one JSON object a line.

usage: optuna_suggest.py SAMPLER SEED SPACE.json      SAMPLER: tpe | gp | cmaes | random
"""

import inspect
import json
import re
import sys
import warnings

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.filterwarnings("ignore")


def cmaes(seed):
    """CmaEsSampler hands `lr_adapt` over even where it is off, which packages of cmaes before 0.10 do not know."""
    from cmaes import CMA

    known = CMA.__init__
    if "lr_adapt" not in inspect.signature(known).parameters:
        CMA.__init__ = lambda self, *args, lr_adapt=False, **options: known(self, *args, **options)
    return optuna.samplers.CmaEsSampler(seed=seed)


SAMPLERS = {
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed),
    "cmaes": cmaes,
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
}


def exists(dimension, params):
    """CEL's conditions over names, == and || are Python's, but for the word 'or'."""
    condition = dimension.get("when")
    if not condition:
        return True
    try:
        return bool(eval(re.sub(r"\|\|", " or ", condition), {"__builtins__": {}}, dict(params)))
    except NameError:
        return False


def suggest(trial, dimension):
    name, kind = dimension["name"], dimension["type"]
    if kind == "uniform":
        return trial.suggest_float(name, dimension["min"], dimension["max"], step=dimension.get("step"))
    if kind == "logUniform":
        return trial.suggest_float(name, dimension["min"], dimension["max"], log=True)
    if kind == "intRange":
        log = dimension.get("log", False)
        return trial.suggest_int(name, dimension["min"], dimension["max"], log=log,
                                 **({} if log else {"step": dimension.get("step", 1)}))
    return trial.suggest_categorical(name, dimension["values"])


def main():
    sampler, seed, space = sys.argv[1], int(sys.argv[2]), json.load(open(sys.argv[3]))
    study = optuna.create_study(direction="minimize", sampler=SAMPLERS[sampler](seed))
    for line in sys.stdin:
        request = json.loads(line)
        if "ask" in request:
            trials = []
            for _ in range(request["ask"]):
                trial = study.ask()
                params = {}
                for dimension in space:
                    if exists(dimension, params):
                        params[dimension["name"]] = suggest(trial, dimension)
                trials.append({"number": trial.number, "params": params})
            print(json.dumps({"trials": trials}), flush=True)
        elif "tell" in request:
            study.tell(request["tell"]["number"], request["tell"]["value"])


main()
