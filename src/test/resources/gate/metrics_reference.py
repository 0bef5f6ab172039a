"""Prints predictions as CSV with the values scikit-learn computes from them, as one JSON document.

    python3 metrics_reference.py SEED > metrics-reference.json

A metric that scikit-learn calls undefined (a warning, NaN or an error) is null. The expected calibration error has no
definition in scikit-learn; it is computed here with NumPy after Guo et al. (2017), 15 bins of equal width.
"""
import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.exceptions import UndefinedMetricWarning


def defined(function):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UndefinedMetricWarning)
        try:
            value = float(function())
        except (UndefinedMetricWarning, ValueError):
            return None
    return value if np.isfinite(value) else None


def calibration_error(confidence, hit, weight, bins=15):
    which = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    error = 0.0
    for b in range(bins):
        rows = which == b
        if weight[rows].sum() > 0:
            gap = abs(np.average(hit[rows], weights=weight[rows]) - np.average(confidence[rows], weights=weight[rows]))
            error += weight[rows].sum() / weight.sum() * gap
    return error


def classes_metrics(label, prediction, weight):
    w = {"sample_weight": weight}
    out = {
        "accuracy": defined(lambda: m.accuracy_score(label, prediction, **w)),
        "balanced_accuracy": m.recall_score(label, prediction, labels=np.unique(label), average="macro", **w),
        "kappa": defined(lambda: m.cohen_kappa_score(label, prediction, **w)),
    }
    constant = len(np.unique(label)) == 1 or len(np.unique(prediction)) == 1
    out["mcc"] = None if constant else defined(lambda: m.matthews_corrcoef(label, prediction, **w))
    for name, score in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
        for average in ["macro", "micro", "weighted"]:
            out[f"{name}_{average}"] = defined(lambda: score(label, prediction, average=average, **w))
    return out


def binary(rng, n, positives, decimals, weighted):
    label = (rng.random(n) < positives).astype(int)
    label[0], label[1] = 0, 1
    score = np.round(1 / (1 + np.exp(-(rng.normal(size=n) + 1.2 * label - 0.6))), decimals)
    prediction = (score > 0.5).astype(int)
    weight = np.round(rng.random(n) * 3, 3) + 0.001 if weighted else np.ones(n)
    w = {"sample_weight": weight}
    rows = ["label,score" + (",weight" if weighted else "")]
    rows += [f"{label[i]},{float(score[i])!r}" + (f",{float(weight[i])!r}" if weighted else "") for i in range(n)]
    out = classes_metrics(label, prediction, weight)
    for name, f in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
        out[name] = defined(lambda: f(label, prediction, **w))
    out["auc"] = defined(lambda: m.roc_auc_score(label, score, **w))
    out["average_precision"] = defined(lambda: m.average_precision_score(label, score, **w))
    out["log_loss"] = defined(lambda: m.log_loss(label, score, **w))
    out["brier"] = defined(lambda: m.brier_score_loss(label, score, **w))
    out["ece"] = calibration_error(score, label.astype(float), weight)
    return "\n".join(rows) + "\n", out


def hard(rng, n, predicted):
    label = rng.integers(0, 2, n)
    label[0], label[1] = 0, 1
    prediction = np.full(n, predicted) if predicted is not None else rng.integers(0, 2, n)
    names = np.array(["no", "yes"])
    rows = ["label,prediction"] + [f"{names[a]},{names[b]}" for a, b in zip(label, prediction)]
    out = classes_metrics(label, prediction, np.ones(n))
    for name, f in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
        out[name] = defined(lambda: f(label, prediction))
    return "\n".join(rows) + "\n", out


def multi(rng, n, k, decimals, weighted):
    label = rng.integers(0, k, n)
    label[:k] = np.arange(k)
    logits = rng.normal(size=(n, k))
    logits[np.arange(n), label] += 1.5
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if decimals:
        p = np.round(p * 10**decimals)
        p = p / p.sum(axis=1, keepdims=True)
    weight = np.round(rng.random(n) * 3, 3) + 0.001 if weighted else np.ones(n)
    w = {"sample_weight": weight}
    names = [f"c{i:02}" for i in range(k)]
    rows = ["label," + ",".join(f"score_{c}" for c in names) + (",weight" if weighted else "")]
    for i in range(n):
        cells = [names[label[i]]] + [repr(float(x)) for x in p[i]] + ([repr(float(weight[i]))] if weighted else [])
        rows.append(",".join(cells))
    prediction = p.argmax(axis=1)
    out = classes_metrics(label, prediction, weight)
    out["auc"] = defined(lambda: m.roc_auc_score(label, p, multi_class="ovr", average="macro", **w))
    onehot = np.eye(k)[label]
    out["average_precision"] = defined(lambda: m.average_precision_score(onehot, p, average="macro", **w))
    out["log_loss"] = defined(lambda: m.log_loss(label, p, **w))
    out["brier"] = defined(lambda: m.brier_score_loss(label, p, **w))
    out["ece"] = calibration_error(p.max(axis=1), (prediction == label).astype(float), weight)
    for top in [2, 3, 5, 10]:
        out[f"top_{top}_accuracy"] = defined(lambda: m.top_k_accuracy_score(label, p, k=top, **w))
    return "\n".join(rows) + "\n", out


def regression(rng, n, offset, zeros, weighted):
    label = np.round(offset + rng.normal(size=n) * 3, 6)
    if zeros:
        label[:3] = 0.0
    prediction = np.round(label + rng.normal(size=n), 6)
    upper = np.round(prediction + 1.2816, 6)
    weight = np.round(rng.random(n) * 3, 3) + 0.001 if weighted else np.ones(n)
    w = {"sample_weight": weight}
    rows = ["label,prediction,quantile_0.9" + (",weight" if weighted else "")]
    for i in range(n):
        cells = [label[i], prediction[i], upper[i]] + ([weight[i]] if weighted else [])
        rows.append(",".join(repr(float(c)) for c in cells))
    out = {
        "mse": m.mean_squared_error(label, prediction, **w),
        "rmse": m.root_mean_squared_error(label, prediction, **w),
        "mae": m.mean_absolute_error(label, prediction, **w),
        "mape": None if zeros else m.mean_absolute_percentage_error(label, prediction, **w),
        "r2": None if n < 2 or np.ptp(label) == 0 else m.r2_score(label, prediction, **w),
        "pinball_0.9": m.mean_pinball_loss(label, upper, alpha=0.9, **w),
    }
    return "\n".join(rows) + "\n", {k: None if v is None else float(v) for k, v in out.items()}


def ranking(rng, queries, decimals):
    rows = ["query,label,score"]
    ndcg, reciprocal = {5: [], 10: [], None: []}, []
    for q in range(queries):
        n = int(rng.integers(2, 25))
        relevance = rng.integers(0, 4, n)
        score = np.round(rng.normal(size=n) + 0.5 * relevance, decimals)
        rows += [f"q{q},{relevance[i]},{float(score[i])!r}" for i in range(n)]
        if relevance.sum() > 0:
            for cut, values in ndcg.items():
                values.append(m.ndcg_score([relevance], [score], k=cut))
            best = score[relevance > 0].max()
            reciprocal.append(1 / (score >= best).sum())
    out = {
        "ndcg": np.mean(ndcg[None]),
        "ndcg_5": np.mean(ndcg[5]),
        "ndcg_10": np.mean(ndcg[10]),
        "mrr": np.mean(reciprocal),
    }
    return "\n".join(rows) + "\n", {k: float(v) for k, v in out.items()}


def cases(seed):
    rng = np.random.default_rng(seed)
    yield "binary", binary(rng, 150, 0.4, 6, False)
    yield "binary with ties", binary(rng, 150, 0.4, 1, False)
    yield "binary, weighted, with ties", binary(rng, 120, 0.4, 1, True)
    yield "binary, few positives", binary(rng, 100, 0.02, 4, False)
    yield "binary, probabilities of 0 and 1", binary(rng, 60, 0.5, 0, False)
    yield "binary, smallest", binary(rng, 2, 0.5, 3, False)
    yield "classes alone", hard(rng, 40, None)
    yield "only negatives predicted", hard(rng, 20, 0)
    yield "only positives predicted", hard(rng, 20, 1)
    yield "three classes", multi(rng, 90, 3, None, False)
    yield "twelve classes with ties", multi(rng, 120, 12, 1, False)
    yield "four classes, weighted", multi(rng, 60, 4, 2, True)
    yield "regression", regression(rng, 60, 0, False, False)
    yield "regression, weighted", regression(rng, 60, 0, False, True)
    yield "regression far from zero", regression(rng, 60, 1e6, False, False)
    yield "regression with labels of zero", regression(rng, 20, 0, True, False)
    yield "regression, one row", regression(rng, 1, 5, False, False)
    yield "ranking", ranking(rng, 20, 4)
    yield "ranking with ties", ranking(rng, 20, 0)


if __name__ == "__main__":
    seed = int(sys.argv[1])
    json.dump(
        {
            "source": f"metrics_reference.py {seed}, scikit-learn {sklearn.__version__}, NumPy {np.__version__}",
            "cases": [{"name": name, "csv": csv, "metrics": values} for name, (csv, values) in cases(seed)],
        },
        sys.stdout,
        indent=1,
    )
