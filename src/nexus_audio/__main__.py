"""`python -m nexus_audio`."""

from nexus_audio.cli import main

if __name__ == "__main__":
    main()
