"""From answers to what is published: the scorecard."""
