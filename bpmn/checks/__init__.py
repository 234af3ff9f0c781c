"""The rules that a diagram must keep, by subject. `bpmn.check` asks them all."""
