import rules

from workgroups.spaces.rules import can

# For a meeting and for its minutes alike; whether the meeting may be seen, the meetings decide.
rules.add_perm("minutes.read", can("enter"))
rules.add_perm("minutes.write", can("write_minutes"))
rules.add_perm("minutes.publish", can("publish_minutes"))
rules.add_perm("minutes.approve", can("publish_minutes"))
