"""Figures for Prometheus. Knows counters, no route's work and nothing private."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# From a small screenshot to a photo of a whiteboard on a slow machine, in seconds.
_BUCKETS_S = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 15.0)


class Metrics:
    """The figures of one daemon."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "atshot_requests", "Answers by route and status", ["route", "status"], registry=self._registry
        )
        self._captures = Counter(
            "atshot_captures",
            "Pictures read, by engine and how it ended",
            ["engine", "status"],
            registry=self._registry,
        )
        self._reading = Histogram(
            "atshot_reading_seconds", "How long reading a picture took", buckets=_BUCKETS_S, registry=self._registry
        )
        self._waiting = Gauge("atshot_queue_waiting", "Pictures that wait", registry=self._registry)
        self._running = Gauge("atshot_queue_running", "Pictures being read", registry=self._registry)
        self._memory = Gauge("atshot_memory_bytes", "Memory by process", ["process"], registry=self._registry)

    def answered(self, route: str, status: int) -> None:
        """Count an answer."""
        self._requests.labels(route, str(status)).inc()

    def read(self, engine: str, status: str, elapsed_s: float | None) -> None:
        """Count a picture."""
        self._captures.labels(engine, status).inc()
        if elapsed_s is not None:
            self._reading.observe(elapsed_s)

    def exposed(self, *, waiting: int, running: int, memory_bytes: dict[str, int]) -> bytes:
        """All figures in Prometheus's text format, with what is so right now."""
        self._waiting.set(waiting)
        self._running.set(running)
        for process, held in memory_bytes.items():
            self._memory.labels(process).set(held)
        return generate_latest(self._registry)
