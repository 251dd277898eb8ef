"""What every benchmark prints: a line for people per result, and all of them as one JSON object at the end."""

import json
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True)
class Result:
    """One measured number. `goal` None: shown for information; `better` says on which side of the goal it must lie."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    better: Literal["lower", "higher"] = "lower"

    @property
    def is_met(self) -> bool | None:
        """None without a goal."""
        if self.goal is None:
            return None
        return self.value <= self.goal if self.better == "lower" else self.value >= self.goal

    def line(self) -> str:
        """For people."""
        sign = {"lower": "<=", "higher": ">="}[self.better]
        goal = "" if self.goal is None else f" (goal {sign} {self.goal:g}: {'met' if self.is_met else 'NOT MET'})"
        return f"{self.what}: {self.value:.4g} {self.unit}{goal}"


def report(name: str, results: list[Result]) -> None:
    """The lines, then the JSON object that `scripts/bench` reads."""
    for result in results:
        print(result.line())
    told = [{k: v for k, v in asdict(r).items() if k != "better"} | {"is_met": r.is_met} for r in results]
    print(json.dumps({"name": name, "results": told}, ensure_ascii=False))


def quantile(values: list[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
