"""`python -m lsp_workshop` is the command `lsp-workshop`."""

import os
import signal


def _stop(number: int, _: object) -> None:
    os._exit(128 + number)


if __name__ == "__main__":
    # While the program is being loaded there is nothing to finish, and nobody wants a traceback.
    for _name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, _name):
            signal.signal(getattr(signal, _name), _stop)

    from lsp_workshop.cli import entry

    entry()
