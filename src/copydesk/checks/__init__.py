"""What an answer is held to: each family of checks says itself in words, and finds what fails."""
