"""The screens: they show the session and send what a person does back to it."""
