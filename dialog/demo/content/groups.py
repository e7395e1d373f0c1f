"""All bodies of the demonstration, in the order in which they are founded."""

from dialog.demo.content.atlas import ATLAS
from dialog.demo.content.certification import CERTIFICATION
from dialog.demo.content.europe import EUROPE
from dialog.demo.content.forums import FORUMS
from dialog.demo.content.international import INTERNATIONAL
from dialog.demo.content.portal import PORTAL

WORKING_GROUPS = (ATLAS, PORTAL, CERTIFICATION, INTERNATIONAL, EUROPE)
GROUPS = (*FORUMS, *WORKING_GROUPS)
