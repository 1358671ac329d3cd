"""``python -m leaflets`` is ``leaflets``."""

from leaflets.cli import main

main()
