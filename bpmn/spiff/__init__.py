"""SpiffWorkflow as we run it.

The library keeps the tree of tasks, their states, the sub-workflows and the order of things. Our
types differ from its own in four ways, each for a reason that was measured:

- every wait, timers and messages too, is a READY task that someone completes by its id:
  the library is never asked for the time and matches no message by name;
- nothing ahead of the tokens is predicted, so that a state holds only what is alive;
- a join counts the tokens that wait at it and consumes one of each flow when it fires; the
  library's join reads history, and in the second round of a loop fires before all are there;
- a choice reads the facts of the run in our expression language, never Python.
"""

import logging

# Above INFO, or the library describes the whole tree for every line that nobody logs.
for _name in ("spiff.task", "spiff.workflow"):
    logging.getLogger(_name).setLevel(logging.WARNING)
