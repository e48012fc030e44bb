"""The studio: the host's page, on this machine alone, from a dropped recording to the feed."""
