"""The boxes that newsletter systems put between paragraphs, by the classes of their HTML.

Ghost calls them cards (`kg-…`), WordPress blocks (`wp-block-…`), Substack widgets.
"""

from __future__ import annotations

from enum import StrEnum

from lxml.html import HtmlElement


class Card(StrEnum):
    """What a box is to a reader of the issue."""

    SKIPPED = "skipped"
    """The site's own words, or for its mails only."""
    POINTER = "pointer"
    """It only leads elsewhere: bookmark, button, file, audio."""
    TEXT = "text"
    """Part of the text; headings inside are no sections of the issue."""
    QUOTE = "quote"
    FIGURE = "figure"
    """Pictures with their caption."""
    CAPTION = "caption"
    DIVIDER = "divider"
    """What follows is for members."""


CARDS = {
    "kg-email-card": Card.SKIPPED,
    "kg-email-cta-card": Card.SKIPPED,
    "kg-signup-card": Card.SKIPPED,
    "kg-callout-emoji": Card.SKIPPED,
    "kg-cta-sponsor-label": Card.SKIPPED,
    "kg-video-container": Card.SKIPPED,
    "kg-product-card-rating": Card.SKIPPED,
    "kg-bookmark-container": Card.POINTER,
    "kg-audio-card": Card.POINTER,
    "kg-file-card": Card.POINTER,
    "kg-btn": Card.POINTER,
    "kg-cta-button": Card.POINTER,
    "kg-product-card-button": Card.POINTER,
    "kg-header-card-button": Card.POINTER,
    "kg-toggle-card": Card.TEXT,
    "kg-card-figcaption": Card.CAPTION,
    "kg-image-card": Card.FIGURE,
    "kg-gallery-card": Card.FIGURE,
    "kg-callout-card": Card.TEXT,
    "kg-cta-card": Card.TEXT,
    "kg-product-card": Card.TEXT,
    "gh-post-upgrade-cta": Card.SKIPPED,
    "subscription-widget-wrap": Card.SKIPPED,
    "subscription-widget-wrap-editor": Card.SKIPPED,
    "subscribe-widget": Card.SKIPPED,
    "button-wrapper": Card.SKIPPED,
    "post-ufi": Card.SKIPPED,
    "header-anchor-parent": Card.SKIPPED,
    "embedded-post-wrap": Card.POINTER,
    "digest-post-embed": Card.POINTER,
    "pullquote": Card.QUOTE,
    "paywall": Card.DIVIDER,
    "paywall-jump": Card.DIVIDER,
    "wp-caption": Card.FIGURE,
    "wp-caption-text": Card.CAPTION,
    "wp-block-button": Card.POINTER,
    "wp-block-file": Card.POINTER,
    "wp-block-pullquote": Card.QUOTE,
    "jp-relatedposts": Card.SKIPPED,
    "sharedaddy": Card.SKIPPED,
    "screen-reader-text": Card.SKIPPED,
}

TITLES = (
    "kg-bookmark-title",
    "kg-audio-title",
    "kg-file-card-title",
    "embedded-post-title",
)
"""Where a pointer has more words than its title, the title is in one of these."""


def card(element: HtmlElement) -> Card | None:
    """What box an element is; none for everything else."""
    if element.get("data-gh-segment"):
        return Card.SKIPPED
    return next((CARDS[name] for name in classes(element) if name in CARDS), None)


def classes(element: HtmlElement) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def pointer(element: HtmlElement) -> tuple[str, str]:
    """The words and the address of a box that leads elsewhere."""
    parts = list(element.iter())
    titles = (part for part in parts if set(classes(part)) & set(TITLES))
    text = next(titles, element).text_content()
    addresses = (part.get("href") or part.get("src") for part in parts)
    return " ".join(text.split()), next(filter(None, addresses), "")
