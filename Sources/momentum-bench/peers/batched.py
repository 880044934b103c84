"""Other ways to train many runs with PyTorch, for `compare.py`: by hand, and as the notebook does.

*Batched by hand* is what a careful user writes who knows that all runs have one shape: the weights
of all runs in one tensor, `torch.baddbmm` forward, one backward pass for all, and SGD with a momentum
for each run. Of the ways to run it (eager, the same through `torch.func` and `torch.compile`) the
fastest counts, and its name is reported. *With DataLoader* is the notebook's own loop.
"""

import time

LEARNING_RATE = 0.01


def data(torch, layers, samples):
    torch.manual_seed(0)
    return torch.rand(samples, layers[0]), torch.arange(samples) % layers[-1]


def parameters(torch, layers, runs):
    made = []
    for inputs, outputs in zip(layers, layers[1:]):
        made.append(torch.randn(runs, inputs, outputs) / inputs**0.5)
        made.append(torch.zeros(runs, 1, outputs))
    return made


def logits(torch, state, features):
    """features: [runs, samples, inputs]; returns [runs, samples, classes]."""
    for index in range(0, len(state), 2):
        features = torch.baddbmm(state[index + 1], features, state[index])
        if index < len(state) - 2:
            features = torch.relu(features)
    return features


def losses(torch, scores, labels):
    """The mean loss of each run."""
    runs, count, classes = scores.shape
    flat = torch.nn.functional.cross_entropy(
        scores.reshape(-1, classes), labels.expand(runs, count).reshape(-1), reduction="none"
    )
    return flat.view(runs, count).mean(1)


def eager_gradient(torch):
    def gradient(state, features, labels):
        leaves = [tensor.detach().requires_grad_() for tensor in state]
        loss = losses(torch, logits(torch, leaves, features), labels)
        return torch.autograd.grad(loss.sum(), leaves), loss.detach()

    return gradient


def functional_gradient(torch):
    def total(state, features, labels):
        loss = losses(torch, logits(torch, state, features), labels)
        return loss.sum(), loss

    def gradient(state, features, labels):
        found, loss = torch.func.grad(total, has_aux=True)(tuple(state), features, labels)
        return found, loss.detach()

    return gradient


def step(torch, gradient):
    def update(state, velocities, momenta, features, labels):
        found, loss = gradient(state, features, labels)
        velocities = [momenta * v + g for v, g in zip(velocities, found)]
        state = [p - LEARNING_RATE * v for p, v in zip(state, velocities)]
        return state, velocities, loss

    return update


def train(torch, update, work, runs):
    """Seconds of processor time of one epoch of all runs, the lowest of three."""
    _, layers, batch, samples, _, _, _ = work
    x, y = data(torch, layers, samples)
    features = x.expand(runs, *x.shape)
    momenta = torch.linspace(0, 0.75, runs).view(runs, 1, 1)
    state = parameters(torch, layers, runs)
    velocities = [torch.zeros_like(tensor) for tensor in state]
    times = []
    for _ in range(4):
        start = time.process_time()
        for first in range(0, samples, batch):
            rows = slice(first, first + batch)
            state, velocities, loss = update(
                state, velocities, momenta, features[:, rows], y[rows]
            )
            loss.tolist()
        with torch.no_grad():
            scores = logits(torch, state, features)
            losses(torch, scores, y).tolist()
            (scores.argmax(2) == y).float().mean(1).tolist()
        times.append(time.process_time() - start)
    return min(times[1:])


def batched_milliseconds_per_run(work, runs):
    """Milliseconds for each run, and the name of the fastest way; None without PyTorch."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    ways = {
        "eager": step(torch, eager_gradient(torch)),
        "torch.func": step(torch, functional_gradient(torch)),
    }
    try:
        compiled = torch.compile(step(torch, functional_gradient(torch)), dynamic=False)
        train(torch, compiled, work, runs)
        ways["torch.compile"] = compiled
    except Exception:  # No C++ compiler, or a graph that cannot be compiled: the others count.
        pass
    seconds = {name: train(torch, update, work, runs) for name, update in ways.items()}
    name = min(seconds, key=seconds.get)
    return seconds[name] * 1e3 * work[4] / runs, name


def loader_milliseconds_per_run(work):
    """Milliseconds of the notebook's loop, whose batches come from a DataLoader."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    _, layers, batch, samples, epochs, _, _ = work
    x, y = data(torch, layers, samples)
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=batch)
    parts = []
    for inputs, outputs in zip(layers, layers[1:]):
        parts += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    model = torch.nn.Sequential(*parts[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum=0.5)
    loss_function = torch.nn.CrossEntropyLoss()
    times = []
    for _ in range(4):
        start = time.process_time()
        for features, labels in loader:
            optimizer.zero_grad()
            loss = loss_function(model(features), labels)
            loss.backward()
            optimizer.step()
            loss.item()
        with torch.no_grad():
            scores = model(x)
            loss_function(scores, y).item()
            (scores.argmax(1) == y).float().mean().item()
        times.append(time.process_time() - start)
    return min(times[1:]) * 1e3 * epochs
