"""All bodies of the demonstration, in the order in which they are founded."""

from dialog.demo.content.atlas import ATLAS
from dialog.demo.content.forums import FORUMS

GROUPS = (*FORUMS, ATLAS)
