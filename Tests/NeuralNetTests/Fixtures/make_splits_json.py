"""Writes splits.json: how scikit-learn 1.9 and NumPy 2.4 split samples.

Run: python make_splits_json.py [REFERENCE.json …] > splits.json

Each REFERENCE.json holds a case and the indices of its parts, as a training in PyTorch used them.
A text of digits has a character for each sample: chr(48 + number).
"""

import json
import math
import sys
import warnings

import numpy as np
from sklearn import datasets
from sklearn.model_selection import (
    GroupKFold, GroupShuffleSplit, KFold, StratifiedKFold, train_test_split,
)

warnings.filterwarnings("ignore")
TRAIN, VALIDATION, TEST = 0, 1, 2


def digits(numbers):
    return "".join(chr(48 + int(n)) for n in numbers)


def shares(count, y, groups, validation, test, seed):
    """The part of each sample, or None where scikit-learn refuses or a class is missing."""
    parts = np.zeros(count, int)
    try:
        if groups is not None:
            names, rest = np.unique(groups), np.arange(count)
            for part, share in ((TEST, test), (VALIDATION, validation)):
                if share:
                    size = math.ceil(share * len(names))
                    maker = GroupShuffleSplit(1, test_size=size, random_state=seed)
                    kept, held = next(maker.split(rest, groups=groups[rest]))
                    parts[rest[held]], rest = part, rest[kept]
            return complete(parts, y)
        rest = np.arange(count)
        for part, share in ((TEST, test), (VALIDATION, validation)):
            if share:
                rest, held = train_test_split(
                    rest, test_size=math.ceil(share * count), random_state=seed,
                    stratify=None if y is None else y[rest])
                parts[held] = part
        return complete(parts, y)
    except ValueError:
        return None


def complete(parts, y):
    if y is None:
        return parts
    return parts if all(len(set(y[parts == p])) == len(set(y)) for p in set(parts)) else None


def folds(count, y, groups, number, seed):
    parts = np.zeros(count, int)
    try:
        if groups is not None:
            maker = GroupKFold(number, shuffle=True, random_state=seed)
        elif y is None:
            maker = KFold(number, shuffle=True, random_state=seed)
        else:
            if min(np.bincount(y)) < number:
                return None
            maker = StratifiedKFold(number, shuffle=True, random_state=seed)
        for fold, (_, held) in enumerate(maker.split(np.zeros(count), y, groups)):
            parts[held] = fold
        return complete(parts, y)
    except ValueError:
        return None


def case(count, y, groups, rule, seed):
    if "folds" in rule:
        parts = folds(count, y, groups, rule["folds"], seed)
    else:
        parts = shares(count, y, groups, rule["validation"], rule["test"], seed)
    return {
        "count": count, "labels": None if y is None else digits(y),
        "groups": None if groups is None else groups.tolist(), **rule, "seed": seed,
        "parts": None if parts is None else digits(parts),
    }


def rules(g):
    yield {"validation": 0.2, "test": 0.0}
    yield {"validation": 0.0, "test": 0.25}
    yield {"validation": round(float(g.uniform(0.05, 0.45)), 3), "test": 0.2}
    yield {"validation": 0.1, "test": round(float(g.uniform(0.05, 0.6)), 3)}
    yield {"folds": int(g.randint(2, 11))}
    yield {"folds": 5}


def labels(g):
    for count in (2, 4, 6, 9, 12, 20, 30, 33, 60, 100, 151, 300):
        # Equal shares make ties; others make classes of one member.
        classes = int(g.randint(2, min(8, max(3, count // 2))))
        yield np.arange(count) % classes
        yield np.sort(np.arange(count) % classes)
        weights = g.dirichlet(np.full(classes, 1.5))
        drawn = g.choice(classes, count, p=weights)
        yield np.unique(drawn, return_inverse=True)[1]
    yield np.repeat([2, 0, 1], [7, 7, 7])
    yield np.repeat([0, 1, 2, 3], [1, 9, 9, 9])
    yield np.repeat([0, 1, 2], [2, 10, 10])
    yield np.repeat([0, 1, 2], [3, 10, 10])
    yield g.permutation(np.repeat(np.arange(40), 15))
    yield datasets.load_iris().target
    yield datasets.load_wine().target
    yield datasets.load_breast_cancer().target


def references(paths):
    for path in paths:
        reference = json.load(open(path))
        source, split = reference["case"]["dataset"], reference["case"]["split"]
        is_regression = reference["case"].get("loss") == "mse"
        if "spiral" in source:
            spiral = source["spiral"]
            y = np.repeat(np.arange(spiral["classes"]), spiral["points"])
        else:
            y = getattr(datasets, "load_" + source["sklearn"])().target
        held = {VALIDATION: reference["parts"]["validation"], TEST: reference["parts"]["test"]}
        yield {
            "count": len(y), "labels": None if is_regression else digits(y),
            "folds": split.get("folds"), "fold": split.get("fold"), "seed": split["seed"],
            "validation": split.get("validation", 0), "test": split.get("test", 0),
            "training": reference["parts"]["train"], "held": held[VALIDATION],
            "looked": held[TEST],
        }


def cases():
    g = np.random.RandomState(16)
    seeds = [0, 1, 42, 2**31, 2**32 - 1]
    for y in labels(g):
        for rule in rules(g):
            seed = int(g.choice(seeds)) if g.rand() < 0.5 else int(g.randint(1000))
            yield case(len(y), y, None, rule, seed)
            if g.rand() < 0.3:
                yield case(len(y), None, None, rule, seed)
    for groups in (2, 3, 7, 10, 25, 50):
        names = np.sort(g.choice(np.arange(-100, 1000), groups, replace=False))
        for count in (groups, 4 * groups, 120):
            members = g.permutation(np.resize(names, count))
            for rule in rules(g):
                seed = int(g.randint(1000))
                yield case(count, None, members, rule, seed)
                y = np.unique(g.randint(0, 2, count), return_inverse=True)[1]
                yield case(count, y, members, rule, seed)
    yield case(70_000, None, None, {"validation": 0.2, "test": 0.1}, 3)


def main():
    made = {"references": list(references(sys.argv[1:])), "cases": list(cases())}
    text = ",\n".join(json.dumps(c, separators=(",", ":")) for c in made["cases"])
    known = ",\n".join(json.dumps(c, separators=(",", ":")) for c in made["references"])
    print('{"references":[\n' + known + '\n],\n"cases":[\n' + text + "\n]}")


main()
