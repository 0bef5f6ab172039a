"""Trains a linear classifier on the wine data and leaves metrics, held-out predictions and an ONNX model under out/."""

import argparse
import csv
import json
import os
from pathlib import Path

import onnx
from onnx import TensorProto, helper
from sklearn.datasets import load_wine
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

OUT = Path("out")


def main():
    options = arguments()
    wine = load_wine()
    seed = int(os.environ.get("ML_SEED", "0"))
    train_x, test_x, train_y, test_y = train_test_split(
        wine.data, wine.target, test_size=0.25, random_state=seed, stratify=wine.target
    )
    scaler = StandardScaler().fit(train_x)
    model = train(scaler.transform(train_x), train_y, options, seed)

    probabilities = model.predict_proba(scaler.transform(test_x))
    predicted = probabilities.argmax(axis=1)
    metrics = {
        "accuracy": accuracy_score(test_y, predicted),
        "f1_macro": f1_score(test_y, predicted, average="macro"),
        "log_loss": log_loss(test_y, probabilities),
    }
    print(" ".join(f"{name}={value:.4f}" for name, value in metrics.items()))

    classes = [str(name) for name in wine.target_names]
    (OUT / "model").mkdir(parents=True, exist_ok=True)
    (OUT / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    write_predictions(classes, test_y, predicted, probabilities)
    onnx.save(onnx_graph(scaler, model, classes), OUT / "model" / "model.onnx")
    signature = describe(wine, classes, train_x[0])
    (OUT / "model" / "signature.json").write_text(json.dumps(signature, indent=2) + "\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--alpha", type=float, default=0.001, help="strength of the L2 penalty")
    return parser.parse_args()


def train(x, y, options, seed):
    model = SGDClassifier(loss="log_loss", alpha=options.alpha, random_state=seed)
    for epoch in range(options.epochs):
        model.partial_fit(x, y, classes=sorted(set(y)))
        loss = log_loss(y, model.predict_proba(x))
        print(f"epoch={epoch} loss={loss:.4f} train_accuracy={model.score(x, y):.4f}", flush=True)
    return model


def write_predictions(classes, labels, predicted, probabilities):
    with open(OUT / "predictions.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "label", "prediction"] + [f"score_{name}" for name in classes])
        for number, (label, guess, row) in enumerate(zip(labels, predicted, probabilities)):
            rows.writerow([number, classes[label], classes[guess]] + [f"{p:.6f}" for p in row])


def onnx_graph(scaler, model, classes):
    """Scaler and classifier as one graph: a row of raw measurements in, the label and one probability a class out."""
    nodes = [
        helper.make_node(
            "Scaler",
            ["numeric"],
            ["scaled"],
            domain="ai.onnx.ml",
            offset=scaler.mean_.tolist(),
            scale=(1 / scaler.scale_).tolist(),
        ),
        helper.make_node(
            "LinearClassifier",
            ["scaled"],
            ["label", "one_vs_rest"],
            domain="ai.onnx.ml",
            classlabels_strings=classes,
            coefficients=model.coef_.ravel().tolist(),
            intercepts=model.intercept_.tolist(),
            post_transform="LOGISTIC",
        ),
        helper.make_node("Normalizer", ["one_vs_rest"], ["probabilities"], domain="ai.onnx.ml", norm="L1"),
    ]
    graph = helper.make_graph(
        nodes,
        "wine",
        [helper.make_tensor_value_info("numeric", TensorProto.FLOAT, [None, len(scaler.mean_)])],
        [
            helper.make_tensor_value_info("label", TensorProto.STRING, [None]),
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, len(classes)]),
        ],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def describe(wine, classes, example):
    """What the embedded model server needs to take rows by column name."""
    inputs = [
        {"name": name, "type": "number", "tensor": "numeric", "position": position, "example": float(value)}
        for position, (name, value) in enumerate(zip(wine.feature_names, example))
    ]
    outputs = [
        {"name": "label", "type": "category", "tensor": "label", "values": classes},
        {"name": "probabilities", "type": "number", "tensor": "probabilities"},
    ]
    return {
        "task": "classification",
        "target": "cultivar",
        "classes": classes,
        "signature": {"inputs": inputs, "outputs": outputs},
    }


if __name__ == "__main__":
    main()
