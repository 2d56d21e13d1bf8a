"""A session's prompts on their way to models: what is sent, what comes, how many at once."""
