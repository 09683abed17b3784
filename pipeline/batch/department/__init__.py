"""The department's one table: units down, a directive's targets across, of the plans for one year."""

from pipeline.batch.department.collect import Collected, collected
from pipeline.batch.department.records import SIGNS, Department, Goal, Paper, Row
from pipeline.batch.department.units import Units, read_units

__all__ = ["SIGNS", "Collected", "Department", "Goal", "Paper", "Row", "Units", "collected", "read_units"]
