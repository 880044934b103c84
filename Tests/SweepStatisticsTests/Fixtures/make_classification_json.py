"""Writes classification.json: what scikit-learn 1.7, SciPy and NumPy make of logits and classes.

Run: python make_classification_json.py > classification.json
"""

import json

import numpy as np
from scipy import optimize, special
from sklearn.metrics import (accuracy_score, brier_score_loss, confusion_matrix, f1_score,
                             log_loss, precision_recall_fscore_support)

generator = np.random.default_rng(17)


def drawn(count, classes, sharpness, skipped=()):
    """Logits that know something, and labels; no label of `skipped` classes."""
    kept = [k for k in range(classes) if k not in skipped]
    labels = generator.choice(kept, count)
    logits = generator.normal(size=(count, classes))
    logits[np.arange(count), labels] += 1.2
    return (sharpness * logits).astype(np.float32), labels


def bins(confidence, correct):
    index = np.clip(np.searchsorted(np.linspace(0, 1, 11)[1:-1], confidence), 0, 9)
    rows = [[int((index == b).sum()), confidence[index == b].sum(), int(correct[index == b].sum())]
            for b in range(10)]
    return rows, sum(abs(c - s) for _, s, c in rows) / len(confidence)


def calibration(logits, labels, temperature):
    classes = logits.shape[1]
    p = special.softmax(logits.astype(float) / temperature, axis=1)
    table, error = bins(p.max(axis=1), logits.argmax(axis=1) == labels)
    brier = brier_score_loss(labels, p, labels=range(classes), scale_by_half=False) \
        if classes > 2 else 2 * brier_score_loss(labels, p[:, 1], labels=range(2))
    assert abs(brier - ((p - np.eye(classes)[labels]) ** 2).sum(axis=1).mean()) < 1e-12
    # scikit-learn clips probabilities at 10^-16 or so, which logits need not.
    logs = special.log_softmax(logits.astype(float) / temperature, axis=1)
    loss = -logs[np.arange(len(labels)), labels].mean()
    if logs.min() > -30:
        assert abs(loss - log_loss(labels, p, labels=range(classes))) < 1e-12
    return {"bins": table, "error": error, "brier": brier, "logLoss": loss}


def temperature(logits, labels):
    z = logits.astype(float)

    def slope(beta):
        p = special.softmax(beta * z, axis=1)
        return ((p * z).sum(axis=1) - z[np.arange(len(z)), labels]).mean()
    if slope(1 / 20) > 0:
        return 20
    if slope(20) < 0:
        return 0.05
    return 1 / optimize.brentq(slope, 1 / 20, 20, xtol=1e-15, rtol=1e-14)


def case(count, classes, sharpness, skipped=()):
    logits, labels = drawn(count, classes, sharpness, skipped)
    if skipped:
        logits[:, skipped[0]] = -50  # never predicted, and no sample is of it
    predicted = logits.argmax(axis=1)
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, predicted, labels=range(classes), zero_division=0)
    t = temperature(logits, labels)
    always = np.full(count, 1)
    return {"classCount": classes, "labels": labels.tolist(),
            "logits": [float(z) for z in logits.ravel()], "predictions": predicted.tolist(),
            "matrix": confusion_matrix(labels, predicted, labels=range(classes)).ravel().tolist(),
            "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
            "support": support.tolist(), "accuracy": accuracy_score(labels, predicted),
            "macroF1": f1_score(labels, predicted, average="macro", zero_division=0),
            "alwaysAccuracy": accuracy_score(labels, always),
            "alwaysMacroF1": f1_score(labels, always, average="macro", zero_division=0),
            "plain": calibration(logits, labels, 1), "temperature": t,
            "scaled": calibration(logits, labels, t)}


def ensemble(candidates, samples, limit, spread):
    """The plain greedy selection, with every loss from the whole table."""
    p = special.expit(generator.normal(1, spread, (candidates, samples))).astype(np.float32)
    p[5] = p[3]  # a tie, which the lower index wins
    wide, total, chosen, losses = p.astype(float), np.zeros(samples), [], []
    while len(chosen) < limit:
        loss = -np.log((total + wide) / (len(chosen) + 1)).mean(axis=1)
        best = int(loss.argmin())
        if losses and not loss[best] < losses[-1] * (1 - 1e-9):
            break
        chosen.append(best)
        losses.append(loss[best])
        total += wide[best]
    members = [[c, chosen.count(c)] for c in dict.fromkeys(chosen)]
    return {"samples": samples, "limit": limit, "probabilities": p.ravel().tolist(),
            "members": members, "singleLoss": losses[0], "loss": losses[-1]}


print(json.dumps({
    "cases": [case(40, 2, 1), case(60, 3, 4), case(50, 3, 0.3), case(80, 10, 2),
              case(30, 4, 1, skipped=(2,)), case(25, 2, 40)],
    "ensembles": [ensemble(12, 17, 32, 2), ensemble(20, 8, 4, 1), ensemble(9, 65, 32, 3)],
}, indent=None))
