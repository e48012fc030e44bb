"""One written briefing and one recording of it become a finished podcast episode."""

__version__ = "0.1.0"
