"""What the demonstration shows: fictional texts about real topics. Authors are roles, days count back from today."""
