"""Measure shared documents: python -m bench.documents [--cases trace,typing] [--repeats N] [--only ours] [--quick]."""

import sys

from bench.documents.run import main

sys.exit(main())
