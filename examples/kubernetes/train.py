"""Trains a softmax regression on the wine data with nothing but Python; leaves metrics and a model under out/."""

import argparse
import csv
import json
import math
import os
import random
from pathlib import Path

OUT = Path("out")


def main():
    options = arguments()
    columns, rows = read("wine.csv")
    random.Random(int(os.environ.get("ML_SEED", "0"))).shuffle(rows)
    held_out, training = rows[: len(rows) // 4], rows[len(rows) // 4 :]
    model = fresh(columns, training)
    for epoch in range(options.epochs):
        loss = step(model, training, options.rate)
        if epoch % 20 == 0:
            print(f"epoch={epoch} loss={loss:.4f}", flush=True)
    metrics = evaluate(model, held_out)
    print(" ".join(f"{name}={value:.4f}" for name, value in metrics.items()))
    (OUT / "model").mkdir(parents=True, exist_ok=True)
    (OUT / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    (OUT / "model" / "model.json").write_text(json.dumps(model) + "\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=200)
    parser.add_argument("--rate", type=float, default=0.5, help="learning rate")
    return parser.parse_args()


def read(file):
    """The names of the measurements, and a pair of measurements and label for each line; the label is the last column."""
    with open(file, newline="") as lines:
        header, *rows = csv.reader(lines)
    return header[:-1], [([float(value) for value in row[:-1]], row[-1]) for row in rows]


def fresh(columns, rows):
    """A model that knows the scale of each measurement and nothing else."""
    means = [sum(x[i] for x, _ in rows) / len(rows) for i in range(len(columns))]
    deviations = [
        math.sqrt(sum((x[i] - means[i]) ** 2 for x, _ in rows) / len(rows)) or 1.0 for i in range(len(columns))
    ]
    classes = sorted({label for _, label in rows})
    return {
        "columns": columns,
        "classes": classes,
        "means": means,
        "deviations": deviations,
        "weights": [[0.0] * len(columns) for _ in classes],
        "biases": [0.0] * len(classes),
    }


def step(model, rows, rate):
    """One step of gradient descent on the mean log loss, which it returns."""
    gradients = [[0.0] * (len(model["columns"]) + 1) for _ in model["classes"]]
    loss = 0.0
    for x, label in rows:
        scaled = scale(model, x)
        probabilities = predict(model, scaled)
        for k, name in enumerate(model["classes"]):
            error = probabilities[k] - (1.0 if name == label else 0.0)
            if name == label:
                loss -= math.log(max(probabilities[k], 1e-15))
            for i, value in enumerate(scaled):
                gradients[k][i] += error * value
            gradients[k][-1] += error
    for k, gradient in enumerate(gradients):
        for i in range(len(model["columns"])):
            model["weights"][k][i] -= rate * gradient[i] / len(rows)
        model["biases"][k] -= rate * gradient[-1] / len(rows)
    return loss / len(rows)


def scale(model, x):
    return [(value - mean) / deviation for value, mean, deviation in zip(x, model["means"], model["deviations"])]


def predict(model, scaled):
    scores = [
        bias + sum(weight * value for weight, value in zip(weights, scaled))
        for weights, bias in zip(model["weights"], model["biases"])
    ]
    exponentials = [math.exp(score - max(scores)) for score in scores]
    return [value / sum(exponentials) for value in exponentials]


def evaluate(model, rows):
    probabilities = [predict(model, scale(model, x)) for x, _ in rows]
    labels = [model["classes"].index(label) for _, label in rows]
    right = sum(row.index(max(row)) == label for row, label in zip(probabilities, labels))
    loss = -sum(math.log(max(row[label], 1e-15)) for row, label in zip(probabilities, labels))
    return {"accuracy": right / len(rows), "log_loss": loss / len(rows)}


if __name__ == "__main__":
    main()
