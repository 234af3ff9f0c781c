"""Adapters to what is slow, secret or elsewhere. `Outside` bundles them for an action.

Each adapter is a small class with one to three methods; nothing here decides anything about a
dossier. Embedded servers and the demonstration PKI are here too, so that one command runs all.
"""
