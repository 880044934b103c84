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
        loss, delta = cross_entropy(activations[-1], labels)
        gradients = []
        for place in range(len(self.parameters) - 2, -1, -2):
            below = activations[place // 2]
            gradients = [delta.T @ below, delta.sum(0)] + gradients
            delta = (delta @ self.parameters[place]) * (below > 0)
        if self.velocities is None:
            self.velocities = [g.copy() for g in gradients]
        else:
            self.velocities = [run.momentum * v + g for v, g in zip(self.velocities, gradients)]
        for parameter, velocity in zip(self.parameters, self.velocities):
            parameter -= np.float32(run.learning_rate) * velocity
        return loss


def cross_entropy(logits, labels):
    """The mean loss and its gradient."""
    rows = np.arange(len(labels))
    shifted = logits - logits.max(1, keepdims=True)
    logarithms = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    gradient = np.exp(logarithms)
    gradient[rows, labels] -= 1
    return -logarithms[rows, labels].mean(), gradient / np.float32(len(labels))


def train_run(assign, run, features, labels):
    """The four metrics of each epoch, and the trained parameters in PyTorch's order."""
    generator = Generator(run.seed, run.generator_offset)
    network = Network(assign.layers, generator)
    metrics = np.zeros((4, assign.epochs), np.float32)
    for epoch in range(assign.epochs):
        losses = [
            network.step(features[i:i + assign.batch], labels[i:i + assign.batch], run)
            for i in range(0, len(labels), assign.batch)
        ]
        logits = network.forward(features)[-1]
        accuracy = (logits.argmax(1) == labels).mean()
        metrics[:, epoch] = losses[-1], np.mean(losses), cross_entropy(logits, labels)[0], accuracy
    return metrics, np.concatenate([p.ravel() for p in network.parameters])


def main():
    protocols, access, core, canary = sys.argv[1:]
    Worker, wire = documented_worker(pathlib.Path(protocols))

    def train(assign, fetch):
        data = fetch(wire.BlobName(dataset=assign.dataset))
        assert hashlib.sha256(data).digest() == assign.dataset
        assert not assign.shuffle
        features, labels = decode_dataset(data)
        trained = [train_run(assign, run, features, labels) for run in assign.runs]
        yield np.stack([metrics for metrics, _ in trained])
        yield np.stack([parameters for _, parameters in trained])

    keys = json.loads(pathlib.Path(access).read_text(encoding="utf-8"))
    Worker(keys, core, bytes.fromhex(canary), train).run()


main()
