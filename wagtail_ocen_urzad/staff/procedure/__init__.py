"""The desk „Badanie zewnętrzne”: an edition as a timeline, each act beside its sentence."""
