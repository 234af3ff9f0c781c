"""A made-up register of a city of Hanoi's size, as the workbook that `trinhky load register` takes.

The figures are the city's own, published a year after its decision to delegate.
"""
