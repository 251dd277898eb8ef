"""The door to mobile phones: SMS to subscribers, through Twilio.

May import the domain, `channels.port`, `channels.http_line`, twilio and smsutil. A new answer of Twilio gets a row in
`codes.py`.
"""
