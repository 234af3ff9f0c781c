"""A register of authority as an office keeps it in a workbook: sheets, columns, what is wrong.

Pure: cells come in as plain values (`engine.outside.register_book`), what the register knows comes
in as rows (`engine.store.register_bulk`), records and faults come out.
"""
