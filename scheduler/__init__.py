"""The clock and the courier: asks what is due, hands parcels to the doors, never decides wording.

May import channels and everything below; asynchronous. Add a thing the clock does as a `TimerKind` and a case in
`deadlines.py`.
"""
