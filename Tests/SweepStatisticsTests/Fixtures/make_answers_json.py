"""Writes answers.json: distributions, and what SciPy 1.17 and statsmodels 0.14 or later make of
tables of scores.

Run: python make_answers_json.py > answers.json
"""

import itertools
import json
import math

import numpy as np
import pandas
from scipy import special, stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.proportion import proportion_confint

generator = np.random.default_rng(16)


def distributions():
    shapes = [0.5, 1, 1.5, 2, 4.5, 19.5, 20.5, 50, 500.5, 20_000]
    arguments = [1e-6, 0.1, 0.5, 0.9, 1, 1.1, 2, 5]
    gamma = [[a, a * x, special.gammainc(a, a * x), special.gammaincc(a, a * x)]
             for a in shapes for x in arguments]
    tails = [[nu, tail, stats.t.isf(tail, nu)] for nu in (1, 2, 4, 9, 29, 999)
             for tail in (0.4, 0.025, 0.05 / 11, 1e-5, 1e-12)]
    noncentral = [[nu, delta, t, stats.nct.cdf(t, nu, delta)] for nu, delta, t in
                  [(1, 40, 60), (1, 300, 254.6), (2, 50, 40), (4, 45, 50), (9, 38, 40),
                   (99, 39, 40), (999, 41, 40)]]
    power = [[effect, n, alpha, TTestPower().power(effect, n, alpha)]
             for effect, n, alpha in itertools.product((0.3, 1, 2), (3, 10, 40), (0.05, 0.005))]
    needed = [[effect, alpha, math.ceil(TTestPower().solve_power(effect, None, alpha, 0.8))]
              for effect, alpha in itertools.product((0.11, 0.5, 1.3), (0.05, 0.05 / 19))]
    binomial = [[x, n, level, *proportion_confint(x, n, 1 - level, "beta")]
                for x, n, level in [(0, 10, .95), (10, 10, .95), (7, 10, .95), (45, 90, .995),
                                    (89, 90, .95), (1, 1000, .95), (950, 1000, .9999)]]
    for x, n, level in [(7.3, 10, .95), (88.9, 90, .99)]:
        tail = (1 - level) / 2
        binomial.append([x, n, level, stats.beta.ppf(tail, x, n - x + 1),
                         stats.beta.isf(tail, x + 1, n - x)])
    deviations = [[nu, math.sqrt(nu / stats.chi2.ppf(0.975, nu)),
                   math.sqrt(nu / stats.chi2.ppf(0.025, nu))] for nu in (1, 2, 9, 63, 999)]
    normal = [[z, stats.norm.sf(z)] for z in (-9, -2, -1e-9, 0, 0.3, 1, 3, 8, 20)]
    logs = [[z, special.gammaln(z)] for z in (0.5, 1, 1.5, 2, 7.25, 19.99, 20, 1e3, 1e6 + 0.5)]
    return {"gamma": gamma, "tails": tails, "noncentral": noncentral, "power": power,
            "needed": needed, "binomial": binomial, "deviations": deviations, "normal": normal,
            "logs": logs}


def factor(count, folds):
    return 1 / count if folds is None else 1 / count + 1 / (folds - 1)


def interval(d, folds, level):
    half = stats.t.isf((1 - level) / 2, len(d) - 1) * d.std(ddof=1)
    half *= math.sqrt(factor(len(d), folds))
    return [math.exp(d.mean() - half), math.exp(d.mean() + half)]


def p_value(d, folds, sides):
    if folds is None:
        return stats.ttest_1samp(d, 0, alternative="greater" if sides == 1 else "two-sided").pvalue
    t = d.mean() / math.sqrt(factor(len(d), folds) * d.var(ddof=1))
    return sides * stats.t.sf(t if sides == 1 else abs(t), len(d) - 1)


def answer(y, units, folds):
    leader = int(units.mean(1).argmin())
    k = len(units)
    behind = [units[i] - units[leader] for i in range(k) if i != leader]
    p = [p_value(d, folds, 1) for d in behind]
    level = 1 - 2 * 0.05 / (k - 1)
    bounds = [math.log(1 / interval(d, folds, level)[0]) for d in behind]
    summary = [[math.exp(u.mean()), *interval(u, folds, 0.95), math.exp(np.median(runs))]
               for u, runs in zip(units, y.reshape(k, -1))]
    return {"leader": leader, "p": p, "bound": max(0, *bounds), "summary": summary}


def differences(units, families, folds):
    rows = [units[f[v]] - units[f[0]] for f in families for v in range(1, len(f))]
    pooled = [np.mean([units[f[v]] - units[f[0]] for f in families], 0)
              for v in range(1, len(families[0]))]
    rows += pooled if len(families) > 1 else []
    p = [p_value(d, folds, 2) for d in rows]
    holm = multipletests(p, method="holm")[1]
    return [{"mean": d.mean(), "p": p[i], "holm": holm[i], "interval": interval(d, folds, 0.95),
             "simultaneous": interval(d, folds, 1 - 0.05 / len(rows)), "better": int((d < 0).sum())}
            for i, d in enumerate(rows)]


def cross_fitted(units, grid):
    """Each half of the units is judged with the rates that the other half chose."""
    def tuned(row):
        chosen = [min(row, key=lambda s: units[s][1 - half::2].mean()) for half in (0, 1)]
        return np.array([units[chosen[i % 2]][i] for i in range(units.shape[1])])
    base = tuned(grid[0])
    rows = [tuned(row) - base for row in grid[1:]]
    p = [stats.ttest_1samp(d, 0).pvalue for d in rows]
    holm = multipletests(p, method="holm")[1]
    best = [int(min(row, key=lambda s: units[s].mean())) for row in grid]
    return {"best": best, "means": [d.mean() for d in rows], "holm": list(holm)}


def variance(y, levels):
    """Type 2 sums of squares of a model with axes, pairs of axes, seeds and folds."""
    records = [{"y": y[s, f, r], "seed": r, "fold": f, **{f"a{i}": v for i, v in enumerate(l)}}
               for s, l in enumerate(levels) for f in range(y.shape[1]) for r in range(y.shape[2])]
    axes = [f"C(a{i})" for i in range(len(levels[0]))]
    pairs = [f"{a}:{b}" for a, b in itertools.combinations(axes, 2)]
    others = ["C(seed)"] + (["C(fold)"] if y.shape[1] > 1 else [])
    fit = ols("y ~ " + " + ".join(axes + pairs + others), pandas.DataFrame(records)).fit()
    squares = anova_lm(fit, typ=2)["sum_sq"] / ((y - y.mean()) ** 2).sum()
    return {"axes": [squares[a] for a in axes], "pairs": [squares[a] for a in pairs],
            "seeds": squares["C(seed)"], "folds": squares.get("C(fold)", 0),
            "rest": squares["Residual"]}


def intraclass(units):
    records = [{"y": v, "s": i, "u": j} for (i, j), v in np.ndenumerate(units)]
    table = anova_lm(ols("y ~ C(s) + C(u)", pandas.DataFrame(records)).fit())["mean_sq"]
    between, rest = table["C(u)"], table["Residual"]
    return (between - rest) / (between + (len(units) - 1) * rest)


def table(counts, seeds, folds):
    levels = list(itertools.product(*[range(c) for c in counts]))
    effects = [generator.normal(0, 0.3, c) for c in counts]
    y = np.array([sum(e[v] for e, v in zip(effects, l)) for l in levels])[:, None, None]
    y = y + generator.normal(0, 0.3, (1, folds or 1, 1)) + generator.normal(0, 0.2, (1, 1, seeds))
    y = (y + generator.normal(0, 0.25, (len(levels), folds or 1, seeds))).round(6)
    units = y[:, 0, :] if folds is None else y.mean(2)
    last = counts[-1]
    families = [[i + j * last for j in range(counts[0])] for i in range(last)]
    grid = [list(range(i * last, (i + 1) * last)) for i in range(counts[0])]
    result = {"folds": folds, "levels": levels, "y": y.tolist(), "answer": answer(y, units, folds),
              "variance": variance(y, levels), "intraclass": intraclass(units)}
    if len(counts) == 2:
        result |= {"families": families, "grid": grid,
                   "differences": differences(units, families, folds)}
        if folds is None and seeds >= 4:
            result["tuned"] = cross_fitted(units, grid)
    return result


tables = [table(*case) for case in [((3, 2), 2, None), ((4, 3), 10, None), ((5, 4), 7, None),
                                    ((3, 3), 3, 5), ((2, 2, 3), 4, None), ((2, 2, 2), 2, 3)]]
result = {"distributions": distributions(), "tables": tables}
print(json.dumps(result, default=float, indent=0, allow_nan=False))
