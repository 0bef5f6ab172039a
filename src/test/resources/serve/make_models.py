"""Makes the ONNX models that the tests of `serve` and `deploy` run on.

    pip install onnx scikit-learn numpy && python make_models.py

breast-cancer/  30 numeric columns -> label and probabilities (logistic regression on scikit-learn's copy of
                the Wisconsin diagnostic data set, CC BY 4.0), with missing values replaced by the mean
mixed/          two numbers and a category -> a number
zipmap/         a classifier without signature.json whose probabilities are a sequence of maps, as skl2onnx makes them
every-type/     the identity on one tensor of each type
sick/           loads, and fails on every request
"""

import json
import pathlib

import numpy as np
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper
from onnx import save
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).parent


def write(name, nodes, inputs, outputs, initializers=(), signature=None):
    directory = HERE / name
    directory.mkdir(exist_ok=True)
    graph = h.make_graph(nodes, name, inputs, outputs, list(initializers))
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 15), h.make_opsetid("ai.onnx.ml", 2)])
    model.ir_version = 8
    save(model, str(directory / "model.onnx"))
    if signature:
        (directory / "signature.json").write_text(json.dumps(signature, indent=1) + "\n")


def number(name, tensor, position, example):
    return {"name": name, "type": "number", "tensor": tensor, "position": position, "example": example}


def breast_cancer():
    data = load_breast_cancer()
    mean, spread = data.data.mean(axis=0), data.data.std(axis=0)
    fitted = LogisticRegression(max_iter=1000).fit((data.data - mean) / spread, data.target)
    weights = fitted.coef_[0]
    names = [n.replace(" ", "_") for n in data.feature_names]
    nodes = [
        h.make_node("Imputer", ["features"], ["complete"], domain="ai.onnx.ml",
                    imputed_value_floats=[float(v) for v in mean], replaced_value_float=float("nan")),
        h.make_node("Scaler", ["complete"], ["scaled"], domain="ai.onnx.ml",
                    offset=[float(v) for v in mean], scale=[float(1 / v) for v in spread]),
        h.make_node("LinearClassifier", ["scaled"], ["label", "probabilities"], domain="ai.onnx.ml",
                    classlabels_strings=["malignant", "benign"], post_transform="LOGISTIC",
                    coefficients=[float(v) for v in np.concatenate([-weights, weights])],
                    intercepts=[float(-fitted.intercept_[0]), float(fitted.intercept_[0])]),
    ]
    write("breast-cancer", nodes,
          [h.make_tensor_value_info("features", T.FLOAT, [None, 30])],
          [h.make_tensor_value_info("label", T.STRING, [None]),
           h.make_tensor_value_info("probabilities", T.FLOAT, [None, 2])],
          signature={
              "task": "classification", "target": "diagnosis", "classes": ["malignant", "benign"],
              "signature": {
                  "inputs": [number(n, "features", i, float(data.data[0][i])) for i, n in enumerate(names)],
                  "outputs": [{"name": "label", "type": "category", "tensor": "label"},
                              {"name": "probabilities", "type": "number", "tensor": "probabilities"}]}})


def mixed():
    nodes = [
        h.make_node("LabelEncoder", ["country"], ["code"], domain="ai.onnx.ml",
                    keys_strings=["de", "fr"], values_floats=[100.0, 200.0], default_float=0.0),
        h.make_node("Concat", ["numbers", "code"], ["all"], axis=1),
        h.make_node("LinearRegressor", ["all"], ["price"], domain="ai.onnx.ml",
                    coefficients=[1.0, 10.0, 1.0], intercepts=[0.5]),
    ]
    write("mixed", nodes,
          [h.make_tensor_value_info("numbers", T.FLOAT, [None, 2]),
           h.make_tensor_value_info("country", T.STRING, [None, 1])],
          [h.make_tensor_value_info("price", T.FLOAT, [None, 1])],
          signature={
              "task": "regression", "target": "price",
              "signature": {
                  "inputs": [number("rooms", "numbers", 0, 3), number("floor", "numbers", 1, 2),
                             {"name": "country", "type": "category", "tensor": "country", "position": 0,
                              "example": "de", "values": ["de", "fr"]}],
                  "outputs": [{"name": "price", "type": "number", "tensor": "price"}]}})


def zipmap():
    nodes = [
        h.make_node("LinearClassifier", ["x"], ["label", "raw"], domain="ai.onnx.ml", classlabels_strings=["no", "yes"],
                    coefficients=[-1.0, 0.0, 1.0, 0.0], intercepts=[0.0, 0.0], post_transform="LOGISTIC"),
        h.make_node("ZipMap", ["raw"], ["probabilities"], domain="ai.onnx.ml", classlabels_strings=["no", "yes"]),
    ]
    maps = h.make_sequence_type_proto(h.make_map_type_proto(T.STRING, h.make_tensor_type_proto(T.FLOAT, [])))
    write("zipmap", nodes,
          [h.make_tensor_value_info("x", T.FLOAT, [None, 2])],
          [h.make_tensor_value_info("label", T.STRING, [None]), h.make_value_info("probabilities", maps)])


def every_type():
    types = {"bool": T.BOOL, "uint8": T.UINT8, "int8": T.INT8, "int16": T.INT16, "int32": T.INT32, "int64": T.INT64,
             "fp16": T.FLOAT16, "fp32": T.FLOAT, "fp64": T.DOUBLE, "bytes": T.STRING}
    write("every-type",
          [h.make_node("Identity", [name], [name + "_out"]) for name in types],
          [h.make_tensor_value_info(name, t, ["n"]) for name, t in types.items()],
          [h.make_tensor_value_info(name + "_out", t, ["n"]) for name, t in types.items()])


def sick():
    beyond = numpy_helper.from_array(np.array([99], dtype=np.int64), "beyond")
    write("sick", [h.make_node("Gather", ["features", "beyond"], ["picked"], axis=1)],
          [h.make_tensor_value_info("features", T.FLOAT, [None, 30])],
          [h.make_tensor_value_info("picked", T.FLOAT, [None, 1])], [beyond],
          signature=json.loads((HERE / "breast-cancer" / "signature.json").read_text()))


for make in (breast_cancer, mixed, zipmap, every_type, sick):
    make()
