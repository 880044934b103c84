"""Writes cases of this folder that train with more than plain SGD.

Run: python make_training_json.py FOLDER [NAME ...]

Needs torch, scikit-learn and NumPy. The form is that of `make_held_out_json.py`, which draws data
and parts; a case here has an activation, an initialization, a schedule, a loss with class weights
and smoothed labels, and a largest norm of gradients, and each run has an optimizer. The initial
parameters are part of a run. The envelope comes from one generator for all runs of a case.
"""

import json
import math
import pathlib
import sys

import numpy as np
import torch
from make_held_out_json import measure, parts, samples, standardized
from torch import nn
from torch.optim import lr_scheduler
from torch.utils.data import DataLoader, TensorDataset

SPIRAL = {"spiral": {"classes": 3, "points": 120, "noise": 0.2, "seed": 1}}
SMALL_SPIRAL = {"spiral": {"classes": 3, "points": 60, "noise": 0.2, "seed": 1}}
NEIGHBOURS = 16

CASES = {
    "spiral-optimizers": {
        "dataset": SPIRAL, "split": {"validation": 0.25, "seed": 0}, "layers": [2, 24, 3],
        "activation": "leaky_relu", "init": "xavier_uniform", "epochs": 20, "batch": 20,
        "runs": [
            {"seed": 1, "optimizer": "adam", "momentum": 0.9, "beta2": 0.999,
             "learning_rate": 0.01},
            {"seed": 2, "optimizer": "adamw", "momentum": 0.95, "beta2": 0.99,
             "learning_rate": 0.005, "weight_decay": 0.02},
            {"seed": 3, "optimizer": "rmsprop", "momentum": 0.5, "beta2": 0.99,
             "learning_rate": 0.002},
        ],
    },
    "wine-tanh-cosine": {
        "dataset": {"file": "wine"}, "split": {"validation": 0.2, "test": 0.2, "seed": 3},
        "standardize": True, "layers": [13, 16, 3], "activation": "tanh", "label_smoothing": 0.1,
        "schedule": {"cosine": {"to": 0.0}, "warmup": 3}, "epochs": 20, "batch": 16,
        "runs": [
            {"seed": 1, "momentum": 0.9, "learning_rate": 0.05},
            {"seed": 2, "momentum": 0.95, "learning_rate": 0.02, "nesterov": True},
            {"seed": 3, "optimizer": "adam", "momentum": 0.9, "learning_rate": 0.01},
        ],
    },
    "wine-clipped-weights": {
        "dataset": {"file": "wine"}, "split": {"validation": 0.3, "seed": 8}, "standardize": True,
        "layers": [13, 10, 3], "class_weight": "balanced", "clip_norm": 0.5, "epochs": 12,
        "batch": 20,
        "runs": [
            {"seed": 8, "momentum": 0.9, "learning_rate": 0.1},
            {"seed": 9, "optimizer": "adam", "momentum": 0.9, "learning_rate": 0.02},
        ],
    },
    "digits-gelu-onecycle": {
        "dataset": {"file": "digits"}, "split": {"folds": 5, "fold": 2, "seed": 7},
        "standardize": True, "layers": [64, 24, 10], "activation": "gelu",
        "class_weight": "balanced", "schedule": {"one_cycle": {"base_momentum": 0.8}},
        "epochs": 6, "batch": 50,
        "runs": [
            {"seed": 6, "momentum": 0.95, "learning_rate": 0.1},
            {"seed": 7, "momentum": 0.9, "learning_rate": 0.3, "nesterov": True},
        ],
    },
    "spiral-elu-clipped": {
        "dataset": SMALL_SPIRAL, "split": {"validation": 0.2, "seed": 4},
        "layers": [2, 20, 12, 3], "activation": "elu", "init": "kaiming_uniform",
        "label_smoothing": 0.05, "clip_norm": 0.3,
        "schedule": {"exponential": {"factor": 0.9}, "warmup": 2, "warmup_from": 0.25},
        "epochs": 15, "batch": 17,
        "runs": [
            {"seed": 11, "momentum": 0.9, "learning_rate": 0.2, "weight_decay": 0.001},
            {"seed": 12, "optimizer": "rmsprop", "momentum": 0.8, "beta2": 0.9,
             "learning_rate": 0.002, "weight_decay": 0.01},
            {"seed": 13, "optimizer": "adamw", "momentum": 0.8, "beta2": 0.95, "epsilon": 0.001,
             "learning_rate": 0.01, "weight_decay": 0.1},
            {"seed": 14, "optimizer": "adam", "momentum": 0.9, "beta2": 0.999,
             "learning_rate": 0.01, "weight_decay": 0.01},
        ],
    },
    "wine-silu-onecycle": {
        "dataset": {"file": "wine"}, "split": {"folds": 4, "fold": 1, "seed": 2},
        "standardize": True, "layers": [13, 9, 7, 3], "activation": "silu",
        "init": "xavier_uniform", "class_weight": "balanced", "label_smoothing": 0.2,
        "schedule": {"one_cycle": {"base_momentum": 0.6}}, "epochs": 10, "batch": 24,
        "runs": [
            {"seed": 21, "optimizer": "adam", "momentum": 0.95, "learning_rate": 0.03},
            {"seed": 22, "optimizer": "adamw", "momentum": 0.9, "learning_rate": 0.02,
             "weight_decay": 0.05},
            {"seed": 23, "optimizer": "rmsprop", "momentum": 0.9, "beta2": 0.95,
             "learning_rate": 0.003},
            {"seed": 24, "momentum": 0.9, "learning_rate": 0.1, "dampening": 0.3},
        ],
    },
}

ACTIVATIONS = {
    "relu": nn.functional.relu, "leaky_relu": nn.functional.leaky_relu, "elu": nn.functional.elu,
    "tanh": torch.tanh, "sigmoid": torch.sigmoid, "silu": nn.functional.silu,
    "gelu": nn.functional.gelu, "identity": lambda sums: sums,
}


def initial(spec, seed):
    """The parameters that a run starts with; the generator then is where the loader finds it."""
    torch.manual_seed(seed)
    layers = [nn.Linear(*ends) for ends in zip(spec["layers"], spec["layers"][1:])]
    for layer in layers:
        match spec.get("init"):
            case "xavier_uniform":
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)
            case "kaiming_uniform":
                nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
                nn.init.zeros_(layer.bias)
    return [number.detach() for layer in layers for number in (layer.weight, layer.bias)]


class Network:
    """Linear layers with an activation between them."""

    def __init__(self, spec, parameters):
        self.activation = ACTIVATIONS[spec.get("activation", "relu")]
        self.parameters = parameters

    def __call__(self, rows):
        layers = list(zip(self.parameters[::2], self.parameters[1::2]))
        for weight, bias in layers[:-1]:
            rows = self.activation(nn.functional.linear(rows, weight, bias))
        return nn.functional.linear(rows, *layers[-1])


def optimizer(run, parameters):
    name = run.get("optimizer", "sgd")
    momentum, rate = run.get("momentum", 0), run["learning_rate"]
    usual = {"lr": rate, "weight_decay": run.get("weight_decay", 0)}
    if name == "sgd":
        return torch.optim.SGD(
            parameters, momentum=momentum, dampening=run.get("dampening", 0),
            nesterov=run.get("nesterov", False), **usual,
        )
    usual["eps"] = run.get("epsilon", 1e-8)
    if name == "rmsprop":
        return torch.optim.RMSprop(
            parameters, alpha=run.get("beta2", 0.99), momentum=momentum, **usual
        )
    kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[name]
    return kind(parameters, betas=(momentum, run.get("beta2", 0.999)), **usual)


def factor(schedule, epochs, epoch):
    """The share of the learning rate in an epoch."""
    warmup, start = schedule.get("warmup", 0), schedule.get("warmup_from", 0.1)
    if epoch < warmup:
        return start + (1 - start) * epoch / warmup
    epoch -= warmup
    if "step" in schedule:
        return schedule["step"]["factor"] ** (epoch // schedule["step"]["every"])
    if "exponential" in schedule:
        return schedule["exponential"]["factor"] ** epoch
    if "cosine" in schedule:
        end = schedule["cosine"].get("to", 0)
        period = schedule["cosine"].get("over", epochs - warmup)
        share = min(epoch, period) / period
        return end + (1 - end) * (1 + math.cos(math.pi * share)) / 2
    return 1


class Schedule:
    """The scheduler of a run, which steps after batches or after epochs."""

    def __init__(self, spec, run, steps, optimizer):
        schedule = spec.get("schedule", {})
        self.in_epochs = "one_cycle" in schedule
        if self.in_epochs:
            self.scheduler = lr_scheduler.OneCycleLR(
                optimizer, max_lr=run["learning_rate"], epochs=spec["epochs"],
                steps_per_epoch=steps, max_momentum=run["momentum"], **schedule["one_cycle"],
            )
        else:
            self.scheduler = lr_scheduler.LambdaLR(
                optimizer, lambda epoch: factor(schedule, spec["epochs"], epoch)
            )

    def after_batch(self):
        if self.in_epochs:
            self.scheduler.step()

    def after_epoch(self):
        if not self.in_epochs:
            self.scheduler.step()


def loss_function(spec, labels, dtype):
    weight = None
    if spec.get("class_weight") == "balanced":
        counts = torch.bincount(labels, minlength=spec["layers"][-1])
        weight = (len(labels) / (len(counts) * counts.double())).to(dtype)
    return nn.CrossEntropyLoss(weight, label_smoothing=spec.get("label_smoothing", 0))


def curves(spec, run, tables, orders, start, dtype=torch.float32):
    """Trains once; every metric after each epoch."""
    parameters = [number.to(dtype).clone().requires_grad_() for number in start]
    network = Network(spec, parameters)
    (features, labels), validation = [
        (torch.tensor(x, dtype=torch.float32).to(dtype), torch.tensor(y)) for x, y in tables
    ]
    loss_of = loss_function(spec, labels, dtype)
    stepper = optimizer(run, parameters)
    schedule = Schedule(spec, run, math.ceil(len(labels) / spec["batch"]), stepper)
    names = "last_batch_loss mean_batch_loss loss metric validation_loss validation_metric"
    rows = []
    for order in orders:
        losses = []
        for rows_of_batch in order.split(spec["batch"]):
            loss = loss_of(network(features[rows_of_batch]), labels[rows_of_batch])
            stepper.zero_grad()
            loss.backward()
            if "clip_norm" in spec:
                nn.utils.clip_grad_norm_(parameters, spec["clip_norm"])
            stepper.step()
            schedule.after_batch()
            losses.append(loss.item())
        schedule.after_epoch()
        measured = [measure(network, *table) for table in ((features, labels), validation)]
        rows.append([losses[-1], sum(losses) / len(losses), *measured[0], *measured[1]])
    return dict(zip(names.split(), zip(*rows)))


def orders_of(spec, run, count):
    """The order of each epoch, from the generator behind the initial parameters."""
    initial(spec, run["seed"])
    loader = DataLoader(
        TensorDataset(torch.arange(count)), batch_size=spec["batch"], shuffle=spec["shuffle"]
    )
    return [torch.cat([batch for (batch,) in loader]) for _ in range(spec["epochs"])]


def neighbour(parameters, generator):
    """About half of the numbers one unit in the last place away, up or down for each tensor."""
    moved = []
    for number in parameters:
        chosen = torch.from_numpy(generator.rand(*number.shape) < 0.5)
        end = torch.full_like(number, float(generator.choice([-9, 9])))
        moved.append(torch.where(chosen, torch.nextafter(number, end), number))
    return moved


def trained(spec, run, tables, generator):
    start, orders = initial(spec, run["seed"]), orders_of(spec, run, len(tables[0][1]))
    curve = curves(spec, run, tables, orders, start)
    others = [curves(spec, run, tables, orders, start, torch.float64)]
    for _ in range(NEIGHBOURS):
        others.append(curves(spec, run, tables, orders, neighbour(start, generator)))
    envelope = {}
    for name, values in curve.items():
        far = np.abs(np.array([other[name] for other in others]) - values).max(axis=0)
        envelope[name] = [float(f"{distance:.3g}") for distance in far]
    # As few digits as give the same Float again.
    numbers = [float(str(number)) for number in torch.cat([n.flatten() for n in start]).numpy()]
    return {"run": run, "initial": numbers, "curves": curve, "envelope": envelope}


def main():
    torch.set_num_threads(1)
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:] or CASES:
        spec = {"standardize": False, "shuffle": True, **CASES[name]}
        features, labels = samples(spec["dataset"])
        drawn = parts({"validation": 0, "test": 0, **spec["split"]}, labels)
        if spec["standardize"]:
            features = standardized(features, drawn["train"])
        tables = [(features[drawn[part]], labels[drawn[part]]) for part in ("train", "validation")]
        generator = np.random.RandomState(1)
        runs = [trained(spec, run, tables, generator) for run in spec["runs"]]
        document = json.dumps({**spec, "parts": drawn, "runs": runs}, separators=(",", ":"))
        (folder / f"{name}.json").write_text(document)


if __name__ == "__main__":
    main()
