"""The door to mobile phones: SMS to subscribers, through Twilio.

May import the domain, `channels.port`, twilio, aiohttp and smsutil. A new answer of Twilio gets a row in `codes.py`.
"""
