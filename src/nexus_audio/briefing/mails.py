"""The newsletter as it was sent: a mail (EML), read from its HTML part."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage, MIMEPart

from nexus_audio.briefing.dates import moment
from nexus_audio.briefing.outline import FrontMatter
from nexus_audio.briefing.pages import read_page
from nexus_audio.briefing.plain import read_plain
from nexus_audio.briefing.source import Source, clean
from nexus_audio.errors import BriefingError
from nexus_audio.models import Briefing


def read_mail(source: Source) -> Briefing:
    """The briefing in a mail; raises BriefingError where it has no text of an issue."""
    mail, part = _opened(source)
    title = " ".join(clean(str(mail.get("Subject", ""))).split())
    date = moment(str(mail.get("Date", "")))
    text = clean(_content(part))
    if part.get_content_subtype() == "html":
        return read_page(text, source.name, FrontMatter(title=title, date=date))
    return replace(read_plain(f"{title}\n\n{text}", source.name), date=date)


def _opened(source: Source) -> tuple[EmailMessage, MIMEPart]:
    """The mail, and the part with its text: HTML rather than plain text."""
    try:
        mail = email.message_from_bytes(source.data.lstrip(), policy=email.policy.default)
        part = mail.get_body(("html", "plain"))
    except (RecursionError, ValueError, LookupError, AttributeError):
        part = None
    if part is None:
        raise BriefingError(
            "this mail has no text",
            subject=f"{source.name}:1",
            hint="Save the newsletter itself, not a mail that has it attached.",
        )
    return mail, part


def _content(part: MIMEPart) -> str:
    """The text of a part; by its charset where that is known and right, else as Windows-1252."""
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    for charset in (part.get_content_charset("utf-8"), "utf-8", "cp1252"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("latin-1")
