"""Prints hypothesis tests with the values SciPy, statsmodels and plain definitions give, as one JSON document.

    python3 hypothesis_reference.py SEED > hypothesis-reference.json

SciPy: wilcoxon, bootstrap (BCa). statsmodels: mcnemar, Newcombe's interval for independent proportions, Holm, power of one-sided tests and
the rows they need. DeLong and
Newcombe's interval for paired proportions are in neither and computed here with NumPy from the definitions in the papers.
"""
import json
import sys

import numpy as np
import scipy
import statsmodels
from scipy import stats
from sklearn.metrics import roc_auc_score
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import normal_power_het, normal_sample_size_one_tail
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint


def delong(label, left, right):
    def components(score):
        x, y = score[label == 1], score[label == 0]
        psi = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
        return psi.mean(axis=1), psi.mean(axis=0)

    l10, l01 = components(left)
    r10, r01 = components(right)
    s10, s01 = np.cov(l10, r10), np.cov(l01, r01)
    m, n = len(l10), len(l01)
    own, other = s10[0, 0] / m + s01[0, 0] / n, s10[1, 1] / m + s01[1, 1] / n
    cov = s10[0, 1] / m + s01[0, 1] / n
    effect = roc_auc_score(label, left) - roc_auc_score(label, right)
    return effect, np.sqrt(own + other - 2 * cov), np.sqrt(own + other)


def newcombe_paired(a, b, c, d, alpha):
    n = a + b + c + d
    p1, p2 = (a + b) / n, (a + c) / n
    l1, u1 = proportion_confint(a + b, n, alpha=2 * alpha, method="wilson")
    l2, u2 = proportion_confint(a + c, n, alpha=2 * alpha, method="wilson")
    den = np.sqrt(float(a + b) * (c + d) * (a + c) * (b + d))
    num = a * d - b * c
    phi = 0 if den == 0 else (max(num - n / 2, 0) if num > 0 else num) / den
    low = np.sqrt((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2)
    high = np.sqrt((p2 - l2) ** 2 - 2 * phi * (p2 - l2) * (u1 - p1) + (u1 - p1) ** 2)
    return (p1 - p2) - low, (p1 - p2) + high


def one_sided_mcnemar(b, c):
    n = b + c
    exact = stats.binom.sf(b - 1, n, 0.5)
    return exact, exact - 0.5 * stats.binom.pmf(b, n, 0.5), mcnemar([[0, b], [c, 0]], exact=True).pvalue


def exact_signed_rank(d):
    """Over all signs of the ranks, also where ranks are averaged, for which SciPy has the asymptotic distribution only."""
    halves = np.rint(2 * stats.rankdata(np.abs(d))).astype(int)
    chance = np.ones(1)
    for rank in halves:
        chance = np.convolve(chance, np.r_[0.5, np.zeros(rank - 1), 0.5])
    seen = halves[d > 0].sum()
    greater, less = chance[seen:].sum(), chance[:seen + 1].sum()
    if len(np.unique(halves)) == len(d):
        assert np.isclose(greater, stats.wilcoxon(d, alternative="greater", method="exact").pvalue)
    return greater, less


def cases(seed):
    rng = np.random.default_rng(seed)
    out = {"delong": [], "pairedProportions": [], "unpairedProportions": [], "signedRank": [], "bootstrap": [], "holm": []}
    for n, decimals in [(40, 6), (200, 1), (300, 3)]:
        label = (rng.random(n) < 0.4).astype(int)
        label[:4] = [0, 0, 1, 1]
        signal = label + rng.normal(size=n)
        left = np.round(signal + 0.6 * rng.normal(size=n), decimals)
        right = np.round(signal + 0.9 * rng.normal(size=n), decimals)
        effect, paired, unpaired = delong(label, left, right)
        z = (effect + 0.02) / paired
        out["delong"].append({
            "label": label.tolist(), "left": left.tolist(), "right": right.tolist(), "effect": effect,
            "pairedError": paired, "unpairedError": unpaired, "low": effect + stats.norm.ppf(0.05) * paired,
            "pAboveMinus002": stats.norm.sf(z),
        })
    for a, b, c, d in [(36, 12, 2, 0), (50, 7, 3, 40), (900, 25, 31, 44), (10, 0, 0, 2), (0, 5, 1, 0), (20, 6, 0, 0)]:
        low, high = newcombe_paired(a, b, c, d, 0.025)
        exact, mid, two_sided = one_sided_mcnemar(b, c) if b + c else (1.0, 1.0, 1.0)
        out["pairedProportions"].append({"counts": [a, b, c, d], "low": low, "high": high, "exact": exact, "mid": mid,
                                         "exactTwoSided": two_sided})
    for x, n, y, m in [(56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 20), (940, 1000, 950, 1000)]:
        low, high = confint_proportions_2indep(x, n, y, m, compare="diff", method="newcomb", alpha=0.1)
        out["unpairedProportions"].append({"counts": [x, n, y, m], "low": low, "high": high})
    for n, decimals in [(8, 8), (50, 8), (51, 8), (40, 1), (300, 1)]:
        d = np.round(rng.normal(0.2, 1, n), decimals)
        used = d[d != 0]
        ties = len(np.unique(np.abs(used))) < len(used)
        if len(used) <= 50:
            greater, less = exact_signed_rank(used)
        else:
            greater, less = [stats.wilcoxon(used, alternative=side, method="asymptotic", correction=False).pvalue
                             for side in ("greater", "less")]
        walsh = np.array([(d[i] + d[j]) / 2 for i in range(n) for j in range(i, n)])
        out["signedRank"].append({"differences": d.tolist(), "greater": greater, "less": less,
                                  "pseudoMedian": float(np.median(walsh)), "ties": bool(ties)})
    for n, skew in [(30, True), (200, True), (200, False)]:
        d = np.round(rng.exponential(size=n) - 0.8 if skew else rng.normal(0.1, 1, n), 6)
        result = stats.bootstrap((d,), np.mean, confidence_level=0.9, n_resamples=50000, method="BCa", rng=rng,
                                 batch=5000)
        out["bootstrap"].append({"differences": d.tolist(), "effect": float(d.mean()),
                                 "low": result.confidence_interval.low, "high": result.confidence_interval.high,
                                 "error": result.standard_error})
    for p in [[0.01, 0.04, 0.03], [0.5], [0.2, 0.2, 0.001, 0.9, 0.012]]:
        out["holm"].append({"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()})
    out["power"] = []
    for distance, error, rows, alpha in [(0.02, 0.006, 2000, 0.05), (0.01, 0.006, 500, 0.025), (0.005, 0.02, 100, 0.1)]:
        spread = error * np.sqrt(rows)
        above = normal_power_het(distance, rows, alpha, std_null=spread, alternative="larger")
        out["power"].append({
            "distance": distance, "error": error, "rows": rows, "alpha": alpha, "oneSided": above,
            "equivalent": max(0.0, 2 * above - 1),
            "rowsNeeded": int(np.ceil(normal_sample_size_one_tail(distance, 0.8, alpha, std_null=spread))),
            "rowsNeededEquivalent": int(np.ceil(normal_sample_size_one_tail(distance, 0.9, alpha, std_null=spread))),
        })
    return out


if __name__ == "__main__":
    json.dump(
        {"source": f"hypothesis_reference.py {sys.argv[1]}, SciPy {scipy.__version__}, statsmodels"
                   f" {statsmodels.__version__}, NumPy {np.__version__}", **cases(int(sys.argv[1]))},
        sys.stdout, indent=None, separators=(",", ":"),
    )
