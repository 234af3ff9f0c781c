"""Reorganisations (sắp xếp đơn vị): entered by one, approved by another, carried out on the day."""
