"""What the office says to what the diagram says: from an act to the Move it makes.

`bpmn.run` answers which waits close and open; here every opened wait gets its people (`opening`,
`joint`, `assignees`), its time (`opening`, `term`) and its place in the ledger (`stops`), every
closed one its outcome (`closing`), and the whole its history entry (`tells`).
"""

from engine.core.advance.machine_steps import MACHINE
from engine.core.advance.move_of import advance

__all__ = ["MACHINE", "advance"]
