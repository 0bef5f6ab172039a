"""Does with Python what GateBenchmark measures of the gate, and prints how long it takes.

    python3 gate_benchmark.py metrics predictions.csv          pandas, scikit-learn
    python3 gate_benchmark.py bootstrap candidate.csv baseline.csv RESAMPLES    NumPy, SciPy

The bootstrap is a loop over NumPy ranks; scipy.stats.bootstrap's BCa would leave out each of the rows in turn, which 100,000 rows forbid.
"""
import sys
import time
import warnings

import numpy as np


def metrics(file):
    import pandas
    import sklearn
    from sklearn import metrics as m

    start = time.perf_counter()
    table = pandas.read_csv(file, dtype={"country": "category", "device": "category", "age": "category"})
    read = time.perf_counter() - start
    print(f"pandas {pandas.__version__}: {len(table):,} rows read in {read:.1f} s", flush=True)

    def measure(rows):
        label, prediction, score = (rows[c].to_numpy() for c in ("label", "prediction", "score"))
        values = {"accuracy": m.accuracy_score(label, prediction), "mcc": m.matthews_corrcoef(label, prediction)}
        values["balanced_accuracy"] = m.balanced_accuracy_score(label, prediction)
        values["kappa"] = m.cohen_kappa_score(label, prediction)
        for average in ["binary", "macro", "micro", "weighted"]:
            values[average] = m.precision_recall_fscore_support(label, prediction, average=average)
        values["auc"] = m.roc_auc_score(label, score)
        values["average_precision"] = m.average_precision_score(label, score)
        values["log_loss"] = m.log_loss(label, score)
        values["brier"] = m.brier_score_loss(label, score)
        return values

    start = time.perf_counter()
    auc = measure(table)["auc"]
    print(f"scikit-learn {sklearn.__version__}: over all in {time.perf_counter() - start:.1f} s (auc {auc:.6f})", flush=True)
    start = time.perf_counter()
    slices = 0
    for column in ("country", "device", "age"):
        for _, rows in table.groupby(column, observed=True):
            measure(rows)
            slices += 1
    print(f"scikit-learn {sklearn.__version__}: in {slices} slices in {time.perf_counter() - start:.1f} s", flush=True)


def bootstrap(candidate, baseline, resamples):
    import scipy
    from scipy.stats import rankdata

    left = np.loadtxt(candidate, delimiter=",", skiprows=1)
    right = np.loadtxt(baseline, delimiter=",", skiprows=1)
    label = left[:, 1] == 1

    def auc(rows, score):
        positive = label[rows]
        n = positive.sum()
        ranks = rankdata(score[rows])
        return (ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(rows) - n))

    rng = np.random.default_rng(1)
    start = time.perf_counter()
    differences = []
    for _ in range(resamples):
        rows = rng.integers(0, len(label), len(label))
        differences.append(auc(rows, left[:, 2]) - auc(rows, right[:, 2]))
    took = time.perf_counter() - start
    low, high = np.percentile(differences, [5, 95])
    print(f"NumPy {np.__version__}, SciPy {scipy.__version__}: {resamples} resamples in {took:.1f} s,"
          f" percentile interval {low:.6f} … {high:.6f}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1] == "metrics":
        metrics(sys.argv[2])
    else:
        bootstrap(sys.argv[2], sys.argv[3], int(sys.argv[4]))
