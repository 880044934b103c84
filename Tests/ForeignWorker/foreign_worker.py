"""A worker in Python that trains with NumPy, to show that the protocol can be spoken by others.

usage: foreign_worker.py PROTOCOLS ACCESS CORE CANARY

The conversation is the code of PROTOCOL.md itself; only the training is here.
"""

import hashlib
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import types

import numpy as np


def documented_worker(protocols):
    """The class Worker as section 16 of the protocol's description prints it."""
    folder = tempfile.TemporaryDirectory()
    subprocess.run(
        [sys.executable, "-m", "grpc_tools.protoc", f"--proto_path={protocols}",
         f"--python_out={folder.name}", "sweep.proto"],
        check=True)
    sys.path.insert(0, folder.name)
    text = (protocols / "PROTOCOL.md").read_text(encoding="utf-8")
    code = text.split("```python\n", 1)[1].split("```", 1)[0]
    names = {}
    exec(compile(code, "PROTOCOL.md", "exec"), names)
    folder.cleanup()
    return names["Worker"], names["wire"]


def is_whole(x, lowest, highest):
    return lowest <= x <= highest and x == int(x)


def are_layers(units):
    return 2 <= len(units) <= 64 and all(1 <= x <= 65536 for x in units)


# The tables of section 10. By id: name, default, scope, and which values are allowed.
AXES = {
    1: ("momentum", 0.0, "run", lambda x: 0 <= x <= 1 - 2**-24),
    2: ("learning_rate", 0.1, "run", lambda x: 0 < x <= 1e6),
    3: ("batch", 20, "pack", lambda x: is_whole(x, 1, 2**28)),
    4: ("layers", [2, 50, 3], "pack", are_layers),
    5: ("nesterov", False, "run", lambda x: x in (0, 1)),
    6: ("dampening", 0.0, "run", lambda x: 0 <= x <= 1),
    7: ("weight_decay", 0.0, "run", lambda x: 0 <= x <= 1e6),
    8: ("label_smoothing", 0.0, "run", lambda x: 0 <= x <= 1),
}
METRICS = {1: "last_batch_loss", 2: "mean_batch_loss", 3: "loss", 4: "accuracy", 5: "parameter_norm"}


def require(condition, message):
    """Refuses the assignment unless the condition holds."""
    if not condition:
        raise ValueError(message)


def decode_runs(assign):
    """The hyper-parameters of each lane, with its seed and generator offset."""
    lanes = len(assign.seeds)
    require(1 <= lanes <= 16, f"{lanes} seeds")
    offsets = list(assign.generator_offsets) or [0] * lanes
    require(len(offsets) == lanes, f"{len(offsets)} generator offsets for {lanes} lanes")
    require(max(offsets) <= 2**30, f"generator offsets {offsets}")
    runs = [
        types.SimpleNamespace(
            seed=seed, generator_offset=offset,
            **{name: default for name, default, _, _ in AXES.values()})
        for seed, offset in zip(assign.seeds, offsets)
    ]
    last = 0
    for given in assign.values:
        require(given.axis in AXES and given.axis > last, f"axis {given.axis} after {last}")
        last = given.axis
        name, default, scope, is_allowed = AXES[given.axis]
        values = [list(given.units)] if name == "layers" else list(given.numbers)
        counts = (1, lanes) if scope == "run" else (1,)
        require(len(values) in counts, f"{name} has {len(values)} values for {lanes} lanes")
        for value in values:
            require(is_allowed(value), f"{name} is {value}")
        for run, value in zip(runs, values * lanes if len(values) == 1 else values):
            setattr(run, name, type(default)(value))
    for run in runs:
        require(not run.nesterov or run.dampening == 0, "nesterov with dampening")
    return runs


def check_metrics(ids):
    require(len(ids) > 0, "no metrics")
    require(len(set(ids)) == len(ids), f"metrics {list(ids)} have one twice")
    for id in ids:
        require(id in METRICS, f"metric {id} is unknown")


def decode_dataset(data):
    """Features [count, width] and labels [count] of an encoded dataset (section 11)."""
    magic, version, width, count, classes = struct.unpack_from("<4sIQQQ", data)
    assert (magic, version) == (b"MSDS", 1)
    place = 32
    for _ in range(classes):
        (length,) = struct.unpack_from("<Q", data, place)
        place += 8 + length
    labels = np.frombuffer(data, "<i4", count, place)
    features = np.frombuffer(data, "<f4", count * width, place + 4 * count)
    return features.reshape(count, width), labels


class Generator:
    """PyTorch's generator of the CPU."""

    def __init__(self, seed, offset):
        self.state = np.random.RandomState(seed & 0xFFFFFFFF)
        if offset:  # bytes(0) would take an output, too
            self.outputs(offset)

    def outputs(self, count):
        return np.frombuffer(self.state.bytes(4 * count), "<u4")

    def uniform(self, count, bound):
        low, high = float(np.float32(-bound)), float(np.float32(bound))
        fraction = (self.outputs(count) & 0xFFFFFF) * 2.0**-24
        return (fraction * (high - low) + low).astype(np.float32)


class Network:
    """Fully connected, ReLU between layers, mean softmax cross-entropy, momentum SGD."""

    def __init__(self, layers, generator):
        self.parameters = []
        for inputs, units in zip(layers, layers[1:]):
            weight = generator.uniform(inputs * units, 3**0.5 * (1 / 3) ** 0.5 / inputs**0.5)
            bias = generator.uniform(units, 1 / inputs**0.5)
            self.parameters += [weight.reshape(units, inputs), bias]
        self.velocities = None

    def forward(self, x):
        activations = [x]
        pairs = list(zip(self.parameters[::2], self.parameters[1::2]))
        for place, (weight, bias) in enumerate(pairs):
            x = x @ weight.T + bias
            if place < len(pairs) - 1:
                x = np.maximum(x, 0)
            activations.append(x)
        return activations

    def step(self, x, labels, run):
        activations = self.forward(x)
        loss, delta = cross_entropy(activations[-1], labels, run.label_smoothing)
        gradients = []
        for place in range(len(self.parameters) - 2, -1, -2):
            below = activations[place // 2]
            gradients = [delta.T @ below, delta.sum(0)] + gradients
            delta = (delta @ self.parameters[place]) * (below > 0)
        gradients = [g + run.weight_decay * p for g, p in zip(gradients, self.parameters)]
        if self.velocities is None:
            self.velocities = [g.copy() for g in gradients]
        else:
            self.velocities = [
                run.momentum * v + (1 - run.dampening) * g
                for v, g in zip(self.velocities, gradients)
            ]
        for parameter, velocity, gradient in zip(self.parameters, self.velocities, gradients):
            direction = gradient + run.momentum * velocity if run.nesterov else velocity
            parameter -= np.float32(run.learning_rate) * direction
        return loss


def cross_entropy(logits, labels, smoothing=0.0):
    """The mean loss and its gradient."""
    shifted = logits - logits.max(1, keepdims=True)
    logarithms = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    targets = np.full_like(logits, smoothing / logits.shape[1])
    targets[np.arange(len(labels)), labels] += 1 - smoothing
    gradient = np.exp(logarithms) - targets
    return -(targets * logarithms).sum(1).mean(), gradient / np.float32(len(labels))


def train_run(assign, run, features, labels):
    """The metrics that are asked for, of each epoch, and the parameters in PyTorch's order."""
    generator = Generator(run.seed, run.generator_offset)
    network = Network(run.layers, generator)
    metrics = np.zeros((len(assign.metrics), assign.epochs), np.float32)
    for epoch in range(assign.epochs):
        losses = [
            network.step(features[i:i + run.batch], labels[i:i + run.batch], run)
            for i in range(0, len(labels), run.batch)
        ]
        logits = network.forward(features)[-1]
        measured = {
            "last_batch_loss": losses[-1],
            "mean_batch_loss": np.mean(losses),
            "loss": cross_entropy(logits, labels)[0],
            "accuracy": (logits.argmax(1) == labels).mean(),
            "parameter_norm": np.sqrt(
                sum((p.astype(np.float64) ** 2).sum() for p in network.parameters)),
        }
        metrics[:, epoch] = [measured[METRICS[id]] for id in assign.metrics]
    return metrics, np.concatenate([p.ravel() for p in network.parameters])


def main():
    protocols, access, core, canary = sys.argv[1:]
    Worker, wire = documented_worker(pathlib.Path(protocols))

    def train(assign, fetch):
        runs = decode_runs(assign)
        check_metrics(assign.metrics)
        require(not assign.shuffle, "no shuffling here")
        require(not assign.HasField("checkpoint"), "no checkpoints here")
        require(not assign.HasField("best"), "the last epoch only here")
        data = fetch(wire.BlobName(dataset=assign.dataset))
        require(hashlib.sha256(data).digest() == assign.dataset, "the dataset is another one")
        features, labels = decode_dataset(data)
        trained = [train_run(assign, run, features, labels) for run in runs]
        yield np.stack([metrics for metrics, _ in trained])
        yield np.stack([parameters for _, parameters in trained])

    keys = json.loads(pathlib.Path(access).read_text(encoding="utf-8"))
    Worker(keys, core, bytes.fromhex(canary), train).run()


if __name__ == "__main__":
    main()
