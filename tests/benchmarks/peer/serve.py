"""The other end of `tests.benchmarks.peers.Peer`; runs in every environment."""

import sys
import time


def serve(work):
    """Do the work twice to warm up, then once for each line, and print the seconds it took."""
    work()
    work()
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        work()
        print("took", time.perf_counter() - began, flush=True)
