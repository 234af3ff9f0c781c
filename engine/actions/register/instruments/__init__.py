"""Instruments: the written acts that grant, from draft to force. Who enters may not approve."""
