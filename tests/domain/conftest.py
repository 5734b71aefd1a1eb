"""How Hypothesis draws examples while the rules are tried by mutation (tests/README.md)."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "mutation",
    # The same examples for every mutant and in every run, so that a score can be had again.
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    # mutmut collects the tests once and runs them many times in one process.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
