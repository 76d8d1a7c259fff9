"""`python -m grader COMMAND`: the command line."""

import sys

from grader.cli import main

sys.exit(main())
