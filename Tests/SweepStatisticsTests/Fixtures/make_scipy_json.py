"""Writes scipy.json: what SciPy 1.17 makes of some samples.

Run: python make_scipy_json.py > scipy.json
"""

import json

import numpy as np
from scipy import stats

generator = np.random.default_rng(7)


def samples():
    yield [0.25, 0.5]
    yield [1.5, 2.25, 1.75]
    for count in (5, 10, 13, 50, 60, 500):
        yield generator.normal(0.4, 0.05, count).round(6).tolist()
    yield (generator.integers(1, 9, 12) / 8).tolist()


def sample(values):
    x = np.array(values)
    half = stats.t.ppf(0.975, len(x) - 1) * stats.sem(x)
    return {
        "values": values, "mean": x.mean(), "sd": x.std(ddof=1), "halfWidth": half,
        "quartiles": np.quantile(x, [0, 0.25, 0.5, 0.75, 1]).tolist(),
    }


def pairs():
    for count in (2, 3, 10, 13, 30, 50, 51, 200):
        first = generator.normal(0.40, 0.05, count).round(9)
        second = first + generator.normal(0.02, 0.04, count).round(9)
        yield first.tolist(), second.tolist()
    # Ties and zeros.
    for count in (13, 60):
        first = generator.integers(0, 9, count) / 8
        second = generator.integers(1, 10, count) / 8
        yield first.tolist(), second.tolist()


def pair(first, second):
    difference = np.array(second) - np.array(first)
    interval = stats.ttest_1samp(difference, 0).confidence_interval(0.95)
    return {
        "first": first, "second": second, "mean": difference.mean(),
        "low": interval.low, "high": interval.high,
        "student": stats.ttest_rel(second, first).pvalue,
    }


def student():
    for degrees in (1, 2, 5, 9, 49, 499, 100_000):
        for t in (-40, -3, -0.5, 0, 0.001, 1, 2.5, 12):
            yield {"degrees": degrees, "t": t, "cumulative": stats.t.cdf(t, degrees)}


def quantiles():
    for degrees in (1, 2, 3, 9, 29, 499, 100_000):
        for share in (0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9995):
            yield {"degrees": degrees, "share": share, "t": stats.t.ppf(share, degrees)}


def noncentral():
    for degrees in (1, 4, 9, 99):
        for shift in (-2, 0.5, 3, 8):
            for t in (-2.3, 0, 1.2, 2.3, 9):
                yield {
                    "degrees": degrees, "shift": shift, "t": t,
                    "cumulative": stats.nct.cdf(t, degrees, shift),
                }


def power():
    for count in (2, 3, 5, 10, 30, 100):
        for effect in (0.1, 0.5, 1, 2):
            critical = stats.t.ppf(0.975, count - 1)
            shift = effect * np.sqrt(count)
            nct = stats.nct(count - 1, shift)
            power = nct.sf(critical) + nct.cdf(-critical)
            # SciPy's distribution function gives up where the power is 1 but for rounding.
            if np.isfinite(power):
                yield {"count": count, "effect": effect, "power": power}


print(json.dumps({
    "samples": [sample(values) for values in samples()],
    "pairs": [pair(first, second) for first, second in pairs()],
    "student": list(student()),
    "quantiles": list(quantiles()),
    "noncentral": list(noncentral()),
    "power": list(power()),
}, indent=0, allow_nan=False))
