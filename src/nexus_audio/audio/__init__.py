"""Sound: decoding, measuring, levelling, cutting, encoding and tagging it.

ffmpeg does the signal processing, pydub cuts, and everything streams: memory
does not grow with the length of a recording.
"""
