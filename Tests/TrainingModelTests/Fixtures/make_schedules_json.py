"""Writes schedules.json: learning rates and momenta that PyTorch's own schedulers set.

Run: python make_schedules_json.py FOLDER

Needs torch. Each case is a schedule, the epochs, the batches of an epoch, and what stands in the
optimizer before each step: once an epoch, or once a batch for one_cycle.
"""

import json
import pathlib
import sys
import warnings

import torch
from torch.optim import lr_scheduler

RATE, MOMENTUM = 0.3, 0.95


def make(kind, arguments):
    """The schedulers after a warm-up; the cosine rises again after its period, so it ends there."""

    def main(optimizer, rest):
        match kind:
            case "constant":
                return lr_scheduler.ConstantLR(optimizer, factor=1, total_iters=0)
            case "step":
                every, factor = arguments
                return lr_scheduler.StepLR(optimizer, step_size=every, gamma=factor)
            case "exponential":
                return lr_scheduler.ExponentialLR(optimizer, gamma=arguments[0])
            case "cosine":
                to, over = arguments
                return lr_scheduler.CosineAnnealingLR(
                    optimizer, T_max=over or rest, eta_min=to * RATE
                )

    return main


def in_epochs(text, kind, arguments, epochs, warmup=None, known=None):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=RATE, momentum=MOMENTUM)
    main = make(kind, arguments)
    if warmup is None:
        scheduler = main(optimizer, epochs)
    else:
        count, start = warmup
        rise = lr_scheduler.LinearLR(optimizer, start_factor=start, total_iters=count)
        rest = main(optimizer, epochs - count)
        scheduler = lr_scheduler.SequentialLR(optimizer, [rise, rest], milestones=[count])
    rates = []
    for _ in range(known or epochs):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    momenta = [MOMENTUM] * len(rates)
    return case(text, epochs, 1, rates, momenta)


def one_cycle(base, epochs, batches, optimizer_name="sgd"):
    parameter = torch.nn.Parameter(torch.zeros(1))
    kind = {
        "sgd": lambda: torch.optim.SGD([parameter], lr=RATE, momentum=MOMENTUM),
        "rmsprop": lambda: torch.optim.RMSprop([parameter], lr=RATE, momentum=MOMENTUM),
        "adam": lambda: torch.optim.Adam([parameter], lr=RATE, betas=(MOMENTUM, 0.999)),
    }
    optimizer = kind[optimizer_name]()
    scheduler = lr_scheduler.OneCycleLR(
        optimizer, max_lr=RATE, epochs=epochs, steps_per_epoch=batches, base_momentum=base,
        max_momentum=MOMENTUM,
    )
    rates, momenta = [], []
    for _ in range(epochs * batches):
        group = optimizer.param_groups[0]
        rates.append(group["lr"])
        momenta.append(group["momentum"] if "momentum" in group else group["betas"][0])
        optimizer.step()
        scheduler.step()
    return case(f"one_cycle({base})", epochs, batches, rates, momenta)


def case(text, epochs, batches, rates, momenta):
    return {
        "schedule": text, "epochs": epochs, "batches": batches, "rates": rates,
        "momenta": momenta,
    }


def main():
    warnings.filterwarnings("ignore")
    cases = [
        in_epochs("constant", "constant", (), 4),
        in_epochs("step(3,0.1)", "step", (3, 0.1), 10),
        in_epochs("step(1,0.5)", "step", (1, 0.5), 5),
        in_epochs("exponential(0.9)", "exponential", (0.9,), 12),
        in_epochs("exponential(1)", "exponential", (1,), 3),
        in_epochs("cosine(to=0)", "cosine", (0, None), 12),
        in_epochs("cosine(to=0.25)", "cosine", (0.25, None), 1),
        in_epochs("cosine(to=0.1,over=20)", "cosine", (0.1, 20), 8),
        in_epochs("cosine(to=0.1,over=4)", "cosine", (0.1, 4), 9, known=5),
        in_epochs("constant+warmup(3)", "constant", (), 6, warmup=(3, 0.1)),
        in_epochs("step(2,0.5)+warmup(3)", "step", (2, 0.5), 10, warmup=(3, 0.1)),
        in_epochs(
            "exponential(0.8)+warmup(1,from=0.5)", "exponential", (0.8,), 6, warmup=(1, 0.5)
        ),
        in_epochs("cosine(to=0)+warmup(5)", "cosine", (0, None), 20, warmup=(5, 0.1)),
        in_epochs("cosine(to=0.5)+warmup(4,from=1)", "cosine", (0.5, None), 5, warmup=(4, 1)),
        in_epochs(
            "cosine(to=0.2,over=3)+warmup(2,from=0.25)", "cosine", (0.2, 3), 9,
            warmup=(2, 0.25), known=6,
        ),
    ]
    for epochs, batches in ((1, 1), (2, 1), (1, 3), (4, 1), (2, 2), (5, 1), (1, 10), (10, 1),
                            (3, 7), (20, 3)):
        cases.append(one_cycle(0.85, epochs, batches))
    cases.append(one_cycle(0.0, 3, 4))
    cases.append(one_cycle(0.95, 2, 5))
    cases.append(one_cycle(0.5, 2, 4, "rmsprop"))
    cases.append(one_cycle(0.8, 2, 4, "adam"))
    document = {"learningRate": RATE, "momentum": MOMENTUM, "cases": cases}
    file = pathlib.Path(sys.argv[1]) / "schedules.json"
    file.write_text(json.dumps(document, separators=(",", ":")))


main()
