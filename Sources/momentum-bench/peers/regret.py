"""How much worse is a choice on data that nobody saw? Chooses among twelve settings with momentum and
with scikit-learn's cross_val_score and compares both choices on outer parts.

    python3 regret.py [--momentum .build/release/momentum] [--outer 20] [--cache scores.json]

Settings: momentum 0, 0.5, 0.9 × learning rate 0.01, 0.1 × weight decay 0, 0.01; one hidden layer of 16
units, batch 16, standardized. Data: breast cancer, iris, wine, and wine with other labels for 20 % of
the samples that are trained on. For each of the outer splits (30 % held out, stratified) both choose
on the rest alone, by the same five folds and three seeds: momentum by the leader of its report,
scikit-learn by the mean log loss of MLPClassifier (its L2 term is divided by the batch, so alpha is
the decay times the batch). Then every setting is trained on the rest with three seeds; the regret of
a choice is ln of its mean loss on the outer part over that of the best setting there. The last line is
the mean over all splits of all data; the differences have standard errors over splits.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import warnings

import numpy
from sklearn import datasets
from sklearn.model_selection import StratifiedKFold, StratifiedShuffleSplit, cross_val_score
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MOMENTA = [0, 0.5, 0.9]
RATES = [0.01, 0.1]
DECAYS = [0, 0.01]
SETTINGS = [(m, r, d) for m in MOMENTA for r in RATES for d in DECAYS]
UNITS, BATCH, EPOCHS, FOLDS, SEEDS = 16, 16, 40, 5, 3
SOURCES = [
    ("breast cancer", "breast_cancer", 0.0),
    ("iris", "iris", 0.0),
    ("wine", "wine", 0.0),
    ("wine, 20 % other labels", "wine", 0.2),
]


def other_labels(labels, share, generator):
    """The labels with `share` of them replaced by another class each."""
    labels, classes = labels.copy(), len(numpy.unique(labels))
    for index in generator.choice(len(labels), round(share * len(labels)), replace=False):
        labels[index] = (labels[index] + generator.integers(1, classes)) % classes
    return labels


def write_table(path, features, labels, parts=None):
    with open(path, "w") as file:
        names = [f"x{column}" for column in range(features.shape[1])]
        file.write(",".join(names + ["class"] + (["part"] if parts is not None else [])) + "\n")
        for row, (values, label) in enumerate(zip(features, labels)):
            cells = [repr(float(value)) for value in values] + [f"c{label}"]
            file.write(",".join(cells + ([parts[row]] if parts is not None else [])) + "\n")


def sweep(arguments, folder, name, split):
    """Trains all settings on the table `name`.csv and returns the report."""
    spec = os.path.join(folder, f"{name}.yaml")
    with open(spec, "w") as file:
        file.write(
            f"version: 2\nname: {name}\n"
            f"dataset: {{csv: {{path: {name}.csv, label: class}}, standardize: true}}\n"
            f"split: {split}\nnetwork: {{hidden: [{UNITS}]}}\n"
            f"training: {{epochs: {EPOCHS}, batch: {BATCH}}}\n"
            f"sweep: {{momentum: {MOMENTA}, learning_rate: {RATES}, weight_decay: {DECAYS}}}\n"
            f"seeds: {SEEDS}\n"
        )
    output = os.path.join(folder, f"{name}-run")
    result = subprocess.run(
        [arguments.momentum, "sweep", spec, "--output", output, "--no-figures"],
        capture_output=True, text=True,
    )
    if result.returncode != 0:
        sys.exit(f"momentum sweep failed: {result.stderr.strip()}")
    with open(os.path.join(output, "report.json")) as file:
        return json.load(file)


def key_of(setting):
    return (setting["momentum"], setting["learning_rate"], setting["weight_decay"])


def our_choice(arguments, folder, features, labels):
    write_table(os.path.join(folder, "inner.csv"), features, labels)
    report = sweep(arguments, folder, "inner", f"{{folds: {FOLDS}, seed: 0}}")
    return key_of(report["settings"][report["answer"]["leader"]]["setting"])


def outer_losses(arguments, folder, features, labels, parts):
    """The mean loss of each setting on the outer part."""
    write_table(os.path.join(folder, "outer.csv"), features, labels, parts)
    report = sweep(arguments, folder, "outer", "{column: part}")
    return {
        key_of(entry["setting"]): statistics.mean(
            # A run that broke off is as bad as the score makes it: ten times a guess.
            run["validation_loss"] if run["validation_loss"] is not None
            else 10 * report["answer"]["guess"]
            for run in entry["runs"]
        )
        for entry in report["settings"]
    }


def their_choice(features, labels):
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)

    def score(setting):
        momentum, rate, decay = setting
        return statistics.mean(
            cross_val_score(
                make_pipeline(
                    StandardScaler(),
                    MLPClassifier(
                        (UNITS,), solver="sgd", momentum=momentum, nesterovs_momentum=False,
                        learning_rate_init=rate, alpha=decay * BATCH, batch_size=BATCH,
                        max_iter=EPOCHS, n_iter_no_change=EPOCHS + 1, tol=0, random_state=seed,
                    ),
                ),
                features, labels, cv=folds, scoring="neg_log_loss",
            ).mean()
            for seed in range(SEEDS)
        )

    return max(SETTINGS, key=score)


def regrets(arguments, cache, title, name, noise):
    """For each outer split our regret, theirs, and whether both chose the same setting."""
    features, labels = getattr(datasets, f"load_{name}")(return_X_y=True)
    splits = StratifiedShuffleSplit(arguments.outer, test_size=0.3, random_state=0)
    for number, (inner, outer) in enumerate(splits.split(features, labels)):
        trained = labels[inner]
        if noise:
            trained = other_labels(trained, noise, numpy.random.default_rng(number))
        theirs = cache.choice(f"{title} {number}", features[inner], trained)
        if arguments.peers_only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            ours = our_choice(arguments, folder, features[inner], trained)
            rows = numpy.concatenate([inner, outer])
            losses = outer_losses(
                arguments, folder, features[rows], numpy.concatenate([trained, labels[outer]]),
                ["train"] * len(inner) + ["validation"] * len(outer),
            )
        lowest = min(losses.values())
        yield (
            float(numpy.log(losses[ours] / lowest)), float(numpy.log(losses[theirs] / lowest)),
            ours == theirs,
        )


class Choices:
    """What scikit-learn chose, kept in a file if there is one."""

    def __init__(self, path):
        self.path, self.known = path, {}
        if path and os.path.exists(path):
            with open(path) as file:
                self.known = json.load(file)

    def choice(self, key, features, labels):
        if key not in self.known:
            self.known[key] = their_choice(features, labels)
            if self.path:
                with open(self.path, "w") as file:
                    json.dump(self.known, file)
        return tuple(self.known[key])


def print_row(title, rows):
    """The means, the difference with its standard error, and how often both chose the same."""
    ours, theirs, same = zip(*rows)
    differences = [own - other for own, other in zip(ours, theirs)]
    count = len(differences)
    error = statistics.stdev(differences) / count ** 0.5 if count > 1 else float("nan")
    print(
        f"{title:26} {statistics.mean(ours):8.3f} {statistics.mean(theirs):8.3f} "
        f"{statistics.mean(differences):+8.3f} ± {error:.3f} {sum(same):4}/{len(same)}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--momentum", default=".build/release/momentum")
    parser.add_argument("--outer", type=int, default=20, help="outer splits of each data set")
    parser.add_argument("--cache", help="a file that keeps the choices of scikit-learn")
    parser.add_argument("--peers-only", action="store_true", help="fill the cache and end")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    cache = Choices(arguments.cache)
    print(
        f"{'data':26} {'ours':>8} {'theirs':>8} {'difference':>16} {'same':>7}"
        "   mean ln(loss / lowest loss)"
    )
    everything = []
    for title, name, noise in SOURCES:
        rows = list(regrets(arguments, cache, title, name, noise))
        if rows:
            print_row(title, rows)
        everything += rows
    if everything:
        print_row("all", everything)


if __name__ == "__main__":
    main()
