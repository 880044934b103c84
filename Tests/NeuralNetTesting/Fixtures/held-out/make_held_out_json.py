"""Writes the cases of this folder: trainings of PyTorch on parts that scikit-learn drew.

Run: python make_held_out_json.py FOLDER

Needs torch, scikit-learn and NumPy. Each case is one file: what is trained, the indices of each
part, and for each run its curves, with an envelope: the largest distance, epoch by epoch, of a
training in double precision and of 16 that start one unit in the last place away from the curve.
The digits and the wines are files of their own, since they come with scikit-learn.
"""

import json
import math
import pathlib
import sys

import numpy as np
import torch
from sklearn.datasets import load_digits, load_wine
from sklearn.model_selection import StratifiedKFold, train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

METRICS = {"loss": "metric", "validation_loss": "validation_metric"}
SPIRAL = {"classes": 3, "points": 60, "noise": 0.2, "seed": 1}
NEIGHBOURS = 16


def case(layers, batch, epochs, split, dataset, rates, standardize, shuffle=True):
    variants = (
        {"momentum": 0.9},
        {"momentum": 0.5, "nesterov": True, "weight_decay": 0.001},
        {"momentum": 0.8, "dampening": 0.5, "weight_decay": 0.01},
    )
    runs = []
    for number, (variant, rate) in enumerate(zip(variants, rates), 1):
        rest = {name: value for name, value in variant.items() if name != "momentum"}
        runs.append({"seed": number, "momentum": variant["momentum"], "learning_rate": rate, **rest})
    return {
        "layers": layers, "batch": batch, "epochs": epochs, "shuffle": shuffle,
        "standardize": standardize, "split": split, "dataset": dataset, "runs": runs,
    }


USUAL = (0.05, 0.1, 0.1)
CASES = {
    "spiral-parts": case(
        [2, 16, 3], 20, 12, {"validation": 0.2, "test": 0.2, "seed": 0}, {"spiral": SPIRAL},
        USUAL, standardize=False,
    ),
    "spiral-fold-standardized": case(
        [2, 16, 3], 16, 12, {"folds": 5, "fold": 2, "seed": 7}, {"spiral": SPIRAL},
        USUAL, standardize=True,
    ),
    "wine-parts-standardized": case(
        [13, 16, 3], 16, 12, {"validation": 0.2, "test": 0.2, "seed": 3}, {"file": "wine"},
        USUAL, standardize=True,
    ),
    "wine-fold": case(
        [13, 16, 3], 16, 12, {"folds": 3, "fold": 1, "seed": 0}, {"file": "wine"},
        (2e-06, 1e-05, 2e-05), standardize=False,
    ),
    "digits-parts": case(
        [64, 12, 10], 32, 5, {"validation": 0.25, "test": 0.1, "seed": 11}, {"file": "digits"},
        (0.002, 0.005, 0.005), standardize=False,
    ),
    "digits-fold-standardized": case(
        [64, 12, 10], 32, 5, {"folds": 4, "fold": 3, "seed": 5}, {"file": "digits"},
        USUAL, standardize=True, shuffle=False,
    ),
}


def spiral(classes, points, noise, seed):
    """The arms one after the other, as the notebook makes them."""
    generator = np.random.RandomState(seed)
    radius = np.linspace(0, 1, points)
    arms = []
    for arm in range(classes):
        angle = np.linspace(4 * arm, 4 * (arm + 1), points)
        angle = angle + noise * generator.randn(points)
        arms.append(np.column_stack((radius * np.sin(angle), radius * np.cos(angle))))
    return np.vstack(arms), np.repeat(np.arange(classes), points)


def samples(dataset):
    if "spiral" in dataset:
        return spiral(**dataset["spiral"])
    return {"digits": load_digits, "wine": load_wine}[dataset["file"]](return_X_y=True)


def parts(split, labels):
    """The indices of each part, in the order of the file."""
    count = len(labels)
    rest = np.arange(count)
    drawn = {"train": rest, "validation": rest[:0], "test": rest[:0]}
    if "folds" in split:
        folds = StratifiedKFold(split["folds"], shuffle=True, random_state=split["seed"])
        pairs = folds.split(labels, labels)
        drawn["train"], drawn["validation"] = [*pairs][split["fold"]]
    else:
        for part in ("test", "validation"):
            if not split[part]:
                continue
            drawn["train"], drawn[part] = train_test_split(
                drawn["train"], test_size=math.ceil(split[part] * count),
                random_state=split["seed"], stratify=labels[drawn["train"]],
            )
    return {part: sorted(int(index) for index in indices) for part, indices in drawn.items()}


def standardized(features, training):
    part = features[training]
    deviation = part.std(axis=0)
    deviation[(part == part[0]).all(axis=0)] = 1
    return (features - part.mean(axis=0)) / deviation


def network(layers):
    """Draws the initial parameters; the generator then is where the loader finds it."""
    modules = []
    for inputs, outputs in zip(layers, layers[1:]):
        modules += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*modules[:-1])


def move(parameters, generator):
    """Moves about half of the numbers by one unit in the last place."""
    for parameter in parameters:
        direction = torch.from_numpy(generator.choice([-1, 1], size=tuple(parameter.shape)))
        towards = torch.where(direction > 0, math.inf, -math.inf).to(parameter)
        chosen = torch.from_numpy(generator.random(tuple(parameter.shape)) < 0.5)
        moved = torch.where(chosen, torch.nextafter(parameter, towards), parameter)
        parameter.data.copy_(moved)


def measure(model, features, labels):
    with torch.no_grad():
        output = model(features)
        loss = nn.functional.cross_entropy(output, labels)
        right = (output.argmax(dim=1) == labels).sum().item()
    return loss.item(), right / len(labels)


def curves(spec, run, tables, neighbour=None, dtype=torch.float32):
    """Trains once; every metric after each epoch."""
    torch.manual_seed(run["seed"])
    model = network(spec["layers"])
    if neighbour is not None:
        move(model.parameters(), neighbour)
    model = model.to(dtype)
    training, validation = [
        (torch.tensor(x, dtype=torch.float32).to(dtype), torch.tensor(y)) for x, y in tables
    ]
    loader = DataLoader(
        TensorDataset(*training), batch_size=spec["batch"], shuffle=spec["shuffle"]
    )
    optimizer = torch.optim.SGD(
        model.parameters(), lr=run["learning_rate"], momentum=run["momentum"],
        dampening=run.get("dampening", 0), nesterov=run.get("nesterov", False),
        weight_decay=run.get("weight_decay", 0),
    )
    names = ["last_batch_loss", "mean_batch_loss"]
    for loss, accuracy in METRICS.items():
        names += [loss, accuracy]
    found = {name: [] for name in names}
    for _ in range(spec["epochs"]):
        losses = []
        for features, labels in loader:
            loss = nn.functional.cross_entropy(model(features), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        row = [losses[-1], sum(losses) / len(losses)]
        for table in (training, validation):
            row += measure(model, *table)
        for name, value in zip(names, row):
            found[name].append(value)
    return found


def envelope(spec, run, tables, curve):
    """How far rounding alone carries each metric, epoch by epoch."""
    generator = np.random.default_rng(run["seed"])
    others = [curves(spec, run, tables, dtype=torch.float64)]
    others += [curves(spec, run, tables, neighbour=generator) for _ in range(NEIGHBOURS)]
    distances = {}
    for name, values in curve.items():
        far = np.abs(np.array([other[name] for other in others]) - values).max(axis=0)
        distances[name] = [float(f"{distance:.3g}") for distance in far]
    return distances


def write(folder, name, document):
    (folder / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")))


def main():
    torch.set_num_threads(1)
    folder = pathlib.Path(sys.argv[1])
    for name in ("digits", "wine"):
        features, labels = samples({"file": name})
        rows = [[int(x) if x == int(x) else x for x in row] for row in features.tolist()]
        write(folder, name, {"features": rows, "labels": labels.tolist()})
    for name, spec in CASES.items():
        features, labels = samples(spec["dataset"])
        drawn = parts(spec["split"], labels)
        if spec["standardize"]:
            features = standardized(features, drawn["train"])
        tables = [(features[drawn[part]], labels[drawn[part]]) for part in ("train", "validation")]
        results = []
        for run in spec["runs"]:
            curve = curves(spec, run, tables)
            results.append(
                {"run": run, "curves": curve, "envelope": envelope(spec, run, tables, curve)}
            )
        write(folder, name, {**spec, "parts": drawn, "runs": results})


if __name__ == "__main__":
    main()
