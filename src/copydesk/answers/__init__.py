"""An answer as a chat gives it, read: what was asked for, apart from what the chat put around it.

Reading never changes what is stored. It says what it set aside, and where.
"""
