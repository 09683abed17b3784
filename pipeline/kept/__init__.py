"""What costs a start of the program time and is always the same, kept for the next start as Python keeps bytecode."""

from pipeline.kept.tables import Table, is_kept, save_all
from pipeline.kept.yaml import NoYamlError, loader, plain_yaml

__all__ = ["NoYamlError", "Table", "is_kept", "loader", "plain_yaml", "save_all"]
