"""The Python that understands BPMN: diagrams in, plain values out.

This package is the only home of SpiffWorkflow and lxml. Only `bpmn.values` and
`bpmn.expressions` may be imported by `engine.core`; neither of them, nor this file,
imports SpiffWorkflow or lxml.
"""
