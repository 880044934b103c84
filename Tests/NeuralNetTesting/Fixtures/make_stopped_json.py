"""Writes stopped.json: where a PyTorch loop with patience stops, and which epoch it keeps.

The samples and their parts are those of held-out/spiral-parts.json. A run is kept only if the same
loop in Double stops after the same epoch and keeps the same one, so that rounding does not decide.

Run: python make_stopped_json.py > stopped.json
"""

import copy
import json
import pathlib

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.set_num_threads(1)
case = json.loads((pathlib.Path(__file__).parent / "held-out/spiral-parts.json").read_text())
EPOCHS = 150
RULES = [(5, 0.0), (12, 0.0), (12, 0.01), (None, 0.0)]
RUNS = [
    {"seed": seed, "momentum": momentum, "learning_rate": rate}
    for seed in range(3) for momentum, rate in [(0.9, 0.2), (0.5, 0.3)]
]


def spiral(classes, points, noise, seed):
    generator = np.random.RandomState(seed)
    features, labels = [], []
    for label in range(classes):
        radius = np.linspace(0.0, 1.0, points)
        angle = np.linspace(4 * label, 4 * (label + 1), points) + generator.randn(points) * noise
        features.append(np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1))
        labels += [label] * points
    return torch.tensor(np.concatenate(features)).float(), torch.tensor(labels)


def has_stopped(losses, patience, min_delta):
    if patience is None or len(losses) <= patience:
        return False
    return not min(losses[-patience:]) < min(losses[:-patience]) - min_delta


def train(run, patience, min_delta, dtype):
    features, labels = spiral(**case["dataset"]["spiral"])
    features = features.to(dtype)
    train, validation = case["parts"]["train"], case["parts"]["validation"]
    torch.manual_seed(run["seed"])
    widths = case["layers"]
    modules = [nn.Linear(widths[0], widths[1])]
    for inputs, outputs in zip(widths[1:], widths[2:]):
        modules += [nn.ReLU(), nn.Linear(inputs, outputs)]
    model = nn.Sequential(*modules).to(dtype)
    optimizer = torch.optim.SGD(
        model.parameters(), lr=run["learning_rate"], momentum=run["momentum"])
    loader = DataLoader(
        TensorDataset(features[train], labels[train]), batch_size=case["batch"], shuffle=True)
    loss_function = nn.CrossEntropyLoss()
    losses, best, selected = [], None, None
    while len(losses) < EPOCHS and not has_stopped(losses, patience, min_delta):
        for batch, target in loader:
            optimizer.zero_grad()
            loss_function(model(batch), target).backward()
            optimizer.step()
        with torch.no_grad():
            losses.append(loss_function(model(features[validation]), labels[validation]).item())
        if best is None or losses[-1] < min(losses[:-1]):
            best, selected = copy.deepcopy(model.state_dict()), len(losses) - 1
    model.load_state_dict(best)
    with torch.no_grad():
        kept = loss_function(model(features[validation]), labels[validation]).item()
    return {"epochs": len(losses), "selected": selected, "loss": kept}, losses


def stopped():
    for patience, min_delta in RULES:
        for run in RUNS:
            single, losses = train(run, patience, min_delta, torch.float32)
            double, exact = train(run, patience, min_delta, torch.float64)
            if any(single[key] != double[key] for key in ("epochs", "selected")):
                continue
            # How far rounding carries the losses up to the end.
            envelope = max(abs(a - b) for a, b in zip(losses, exact))
            if envelope > 1e-3:
                continue
            yield {
                "patience": patience, "min_delta": min_delta, **run, **single,
                "envelope": envelope,
            }


runs = list(stopped())
print(json.dumps({"epochs": EPOCHS, "runs": runs}, indent=1))
