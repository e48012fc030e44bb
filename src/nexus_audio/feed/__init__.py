"""What subscribers get: chapters, transcripts, the feed, and the check of all of it."""
