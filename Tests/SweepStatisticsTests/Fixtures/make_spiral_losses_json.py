"""Writes spiral_losses.json: held-out losses of 12 settings, each with the same 64 seeds.

A spiral of 3 classes, 210 training and 90 held-out samples, one hidden layer of 24 ReLU units,
SGD with momentum, batches of 30, 40 epochs. Seeds vary the start and the order only.

Run: python make_spiral_losses_json.py > spiral_losses.json
"""

import json

import numpy as np

SEEDS, CLASSES, HIDDEN, BATCH, EPOCHS = 64, 3, 24, 30, 40
MOMENTA, RATES = [0.0, 0.5, 0.9, 0.95], [0.02, 0.1, 0.5]


def spiral(generator):
    points, labels = [], []
    for label in range(CLASSES):
        radius = np.linspace(0.05, 1, 100)
        angle = np.linspace(4 * label, 4 * (label + 1), 100) + generator.normal(0, 0.25, 100)
        points.append(np.c_[radius * np.sin(angle), radius * np.cos(angle)])
        labels += [label] * 100
    return np.concatenate(points), np.array(labels)


def forward(w, x):
    hidden = np.maximum(x @ w[0] + w[1], 0)
    logits = hidden @ w[2] + w[3]
    logits -= logits.max(-1, keepdims=True)
    return hidden, logits - np.log(np.exp(logits).sum(-1, keepdims=True))


def losses(w, x, y):
    return -forward(w, x[None])[1][:, np.arange(len(y)), y].mean(-1)


def train(momentum, rate, x, y):
    generators = [np.random.default_rng(seed) for seed in range(SEEDS)]
    draw = lambda bound, *shape: np.stack([g.uniform(-bound, bound, shape) for g in generators])
    w = [draw(0.7, 2, HIDDEN), draw(0.7, 1, HIDDEN), draw(0.2, HIDDEN, CLASSES),
         draw(0.2, 1, CLASSES)]
    velocity = [np.zeros_like(part) for part in w]
    one_hot = np.eye(CLASSES)[y]
    for _ in range(EPOCHS):
        order = np.stack([g.permutation(len(y)) for g in generators])
        for first in range(0, len(y), BATCH):
            batch = order[:, first:first + BATCH]
            inputs, targets = x[batch], one_hot[batch]
            hidden, logs = forward(w, inputs)
            error = (np.exp(logs) - targets) / batch.shape[1]
            back = (error @ w[2].transpose(0, 2, 1)) * (hidden > 0)
            gradient = [inputs.transpose(0, 2, 1) @ back, back.sum(1, keepdims=True),
                        hidden.transpose(0, 2, 1) @ error, error.sum(1, keepdims=True)]
            for part, v, g in zip(w, velocity, gradient):
                v *= momentum
                v += g
                part -= rate * v
    return w


x, y = spiral(np.random.default_rng(1))
order = np.random.default_rng(2).permutation(len(y))
training, held_out = order[90:], order[:90]
settings = [(momentum, rate) for momentum in MOMENTA for rate in RATES]
rows = []
for momentum, rate in settings:
    w = train(momentum, rate, x[training], y[training])
    rows.append([float(f"{loss:.6g}") for loss in losses(w, x[held_out], y[held_out])])
counts = np.bincount(y[training])
shares = counts / counts.sum()
print(json.dumps({
    "guess": float(-(shares * np.log(shares)).sum()), "classCounts": counts.tolist(),
    "momenta": MOMENTA, "rates": RATES, "losses": rows,
}))
