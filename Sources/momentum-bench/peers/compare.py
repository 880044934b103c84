"""Trains the same work with momentum, PyTorch and JAX on one core and prints one table.

    python3 compare.py [--momentum .build/release/momentum] [--core 0]

Work: runs of a fully connected ReLU network by SGD with momentum, softmax cross-entropy, no shuffle,
and after each epoch loss and accuracy over the whole dataset. All figures are medians of five in one
run of this script, on one pinned core, in processor time, which other programs disturb little;
JAX's compilation is not counted. PyTorch (eager, one
thread) and JAX (jit, vmap over the runs, scan over the batches) are skipped with a message where
they are not installed. A second table has PyTorch's other ways, from `batched.py` beside this file. Rates count two operations for each multiply-add that the training needs.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time

import batched

# A forced processor type would slow the peers down.
os.environ.pop("OPENBLAS_CORETYPE", None)
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

# Name, widths, batch, samples, epochs of one measurement, runs, whether JAX takes part.
WORKS = [
    ("full pack, notebook's network", [2, 50, 3], 20, 1500, 100, 16, True),
    ("the notebook's five runs", [2, 50, 3], 20, 1500, 100, 5, True),
    ("full pack, two hidden layers", [2, 50, 50, 3], 20, 1500, 20, 16, True),
    ("full pack, digits", [64, 128, 64, 10], 32, 1797, 5, 16, True),
    ("full pack, wide", [784, 500, 10], 100, 10000, 1, 16, False),
    ("one run, wide", [784, 500, 10], 100, 10000, 2, 1, True),
]
# Of the digits' work, other options of `momentum bench train`; nothing is compared with them.
OPTIONS = {
    "gelu and adam": ["--activation", "gelu", "--optimizer", "adam"],
    "gelu, adam and dropout": ["--activation", "gelu", "--optimizer", "adam", "--dropout", "0.5"],
    "adam and clipping": ["--optimizer", "adam", "--clip-norm", "1"],
}
REPETITIONS = 5


def operations(layers, samples, epochs):
    weights = sum(a * b for a, b in zip(layers, layers[1:]))
    return 2 * (4 * weights - layers[0] * layers[1]) * samples * epochs


def median_seconds(work):
    work()
    times = []
    for _ in range(REPETITIONS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def ours(arguments, work, instruction_set):
    _, layers, batch, samples, epochs, runs, _ = work
    command = [
        arguments.momentum, "bench", "train", "--json",
        "--layers", ",".join(map(str, layers)), "--batch", str(batch), "--runs", str(runs),
        "--samples", str(samples), "--epochs", str(epochs), "--isa", instruction_set,
    ]
    return command


def measure_ours(arguments, work, instruction_set, options=()):
    command = ours(arguments, work, instruction_set) + list(options)
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"momentum bench train failed: {result.stderr.strip()}")
    return json.loads(result.stdout)


def torch_milliseconds_per_run(work):
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    _, layers, batch, samples, epochs, _, _ = work
    parts = []
    for index, (inputs, outputs) in enumerate(zip(layers, layers[1:])):
        parts.append(torch.nn.Linear(inputs, outputs))
        if index < len(layers) - 2:
            parts.append(torch.nn.ReLU())
    model = torch.nn.Sequential(*parts)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.5)
    loss_function = torch.nn.CrossEntropyLoss()
    x = torch.rand(samples, layers[0])
    y = torch.arange(samples) % layers[-1]

    def epoch():
        for start in range(0, samples, batch):
            optimizer.zero_grad()
            loss = loss_function(model(x[start:start + batch]), y[start:start + batch])
            loss.backward()
            optimizer.step()
            loss.item()
        with torch.no_grad():
            logits = model(x)
            loss_function(logits, y).item()
            (logits.argmax(1) == y).float().mean().item()

    return median_seconds(epoch) * 1e3 * epochs


def jax_milliseconds_per_run(work):
    try:
        import jax
        import jax.numpy as jnp
    except ImportError:
        return None
    _, layers, batch, samples, epochs, runs, takes_part = work
    if not takes_part:
        return None
    whole = samples // batch * batch
    x = jax.random.uniform(jax.random.PRNGKey(0), (samples, layers[0]))
    y = jnp.arange(samples) % layers[-1]
    batches = (x[:whole].reshape(-1, batch, layers[0]), y[:whole].reshape(-1, batch))

    def logits(parameters, features):
        for index, (weight, bias) in enumerate(parameters):
            features = features @ weight + bias
            if index < len(parameters) - 1:
                features = jax.nn.relu(features)
        return features

    def loss(parameters, features, labels):
        scores = jax.nn.log_softmax(logits(parameters, features))
        return -jnp.mean(jnp.take_along_axis(scores, labels[:, None], 1))

    def step(momentum, state, samples_and_labels):
        parameters, velocities = state
        value, gradient = jax.value_and_grad(loss)(parameters, *samples_and_labels)
        velocities = jax.tree.map(lambda v, g: momentum * v + g, velocities, gradient)
        parameters = jax.tree.map(lambda p, v: p - 0.01 * v, parameters, velocities)
        return (parameters, velocities), value

    def epoch(state, momentum):
        state, losses = jax.lax.scan(lambda s, b: step(momentum, s, b), state, batches)
        if whole < samples:
            state, last = step(momentum, state, (x[whole:], y[whole:]))
        scores = logits(state[0], x)
        accuracy = jnp.mean(jnp.argmax(scores, 1) == y)
        return state, (losses.mean(), loss(state[0], x, y), accuracy)

    def make(key):
        keys = jax.random.split(key, len(layers) - 1)
        parameters = [
            (jax.random.normal(k, (a, b)) / a ** 0.5, jnp.zeros(b))
            for k, a, b in zip(keys, layers, layers[1:])
        ]
        return parameters, jax.tree.map(jnp.zeros_like, parameters)

    state = jax.vmap(make)(jax.random.split(jax.random.PRNGKey(1), runs))
    momenta = jnp.linspace(0, 0.75, runs)
    train = jax.jit(
        lambda state: jax.lax.scan(
            lambda s, _: jax.vmap(epoch)(s, momenta), state, None, length=epochs
        )
    )
    return median_seconds(lambda: jax.block_until_ready(train(state))) * 1e3 / runs


def two_slots(arguments):
    """The rate of two pinned processes at once, as a multiple of one alone.

    In processor time: what they take from each other in caches and memory.
    """
    command = ours(arguments, WORKS[0], arguments.isa[-1])
    cores = sorted(arguments.cores)[:2]
    if len(cores) < 2:
        return None

    def rates(used):
        running = [
            subprocess.Popen(
                command, stdout=subprocess.PIPE, text=True,
                preexec_fn=lambda core=core: os.sched_setaffinity(0, {core}),
            )
            for core in used
        ]
        return sum(json.loads(process.communicate()[0])["gflops"] for process in running)

    return rates(cores) / rates(cores[:1])


def other_ways(own):
    """Prints what PyTorch takes for a run with DataLoader, and for 16 and 64 runs at once."""
    print("\n| work | PyTorch with DataLoader | batched by hand, 16 runs | 64 runs |")
    print("|---|---|---|---|")
    for work in WORKS:
        if work[5] < 16 or not work[6]:
            continue
        cells = [work[0], ratio(batched.loader_milliseconds_per_run(work), own[work[0]])]
        for runs in (16, 64):
            found = batched.batched_milliseconds_per_run(work, runs)
            cells.append("–" if found is None else f"{ratio(found[0], own[work[0]])}, {found[1]}")
        print("| " + " | ".join(cells) + " |", flush=True)


def rate(result):
    return f"{result['gflops']:.1f} ({result['gflops'] / result['peak_gflops']:.0%})"


def ratio(peer, own):
    return "–" if peer is None else f"{peer:.1f} ms ({peer / own:.1f}×)"


def processor():
    if os.path.exists("/proc/cpuinfo"):
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    return platform.processor()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--momentum", default=".build/release/momentum")
    parser.add_argument("--isa", nargs="+", default=["x86-64-v3", "x86-64-v4"])
    parser.add_argument("--core", type=int, default=0)
    arguments = parser.parse_args()
    arguments.cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {arguments.core})
    for name in ("torch", "jax"):
        try:
            print(f"{name} {__import__(name).__version__}", file=sys.stderr)
        except ImportError:
            print(f"{name} is not installed: its column stays empty", file=sys.stderr)
    print(f"{processor()}, {time.strftime('%Y-%m-%d')}, one core, medians of {REPETITIONS}\n")
    columns = ["work", "runs"]
    columns += [f"{name} GFLOP/s (of peak)" for name in arguments.isa]
    columns += ["ms per run", "PyTorch", "JAX"]
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    own = {}
    for work in WORKS:
        results = [measure_ours(arguments, work, name) for name in arguments.isa]
        best = min(result["ms_per_run"] for result in results)
        cells = [f"{work[0]}, {work[1]}, batch {work[2]}, {work[3]} rows, {work[4]} epochs"]
        cells.append(str(work[5]))
        cells += [rate(result) for result in results]
        cells.append(f"{best:.2f}")
        cells.append(ratio(torch_milliseconds_per_run(work), best))
        cells.append(ratio(jax_milliseconds_per_run(work), best))
        print("| " + " | ".join(cells) + " |", flush=True)
        own[work[0]] = best
    work = next(work for work in WORKS if "digits" in work[0])
    for name, options in OPTIONS.items():
        results = [measure_ours(arguments, work, isa, options) for isa in arguments.isa]
        best = min(result["ms_per_run"] for result in results)
        cells = [f"{work[0]}, {name}", str(work[5])] + [rate(result) for result in results]
        print("| " + " | ".join(cells + [f"{best:.2f}", "–", "–"]) + " |", flush=True)
    other_ways(own)
    multiple = two_slots(arguments)
    if multiple is not None:
        print(f"\nTwo slots on two cores: {multiple:.2f} × one slot.")


if __name__ == "__main__":
    main()
