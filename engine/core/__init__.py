"""Pure rules over plain values: no I/O, no clock, no database.

Imports nothing of `engine` but `engine.errors`, and of `bpmn` only `values` and `expressions`.
"""
