import rules

from workgroups.spaces.rules import can

rules.add_perm("chat.read", can("enter"))
rules.add_perm("chat.post", can("chat"))
