"""Run Django's commands for the example site: ``python example_site/manage.py runserver``."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # Python puts the script's own folder on the path; the packages stand one folder above it.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings.demo")
    execute_from_command_line(sys.argv)
