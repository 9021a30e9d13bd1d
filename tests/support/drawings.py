"""Whether the words in the pictures of a page stay where they belong."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page


def stray_words(page: Page) -> Iterator[str]:
    """Yield each text that leaves its drawing or its box, or runs over another one, at the window's width."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    yield from (f"{width} px: {fault}" for fault in page.evaluate(_STRAYS))


# In units of the drawing. A line of text is higher than its letters are.
_STRAYS = """() => {
  const found = [];
  for (const drawing of document.querySelectorAll(".picture svg")) {
    if (!drawing.checkVisibility()) continue;
    const place = (part) => {
      const { x, y, width, height } = part.getBBox();
      const { e, f } = drawing.getScreenCTM().inverse().multiply(part.getScreenCTM());
      return { left: x + e, right: x + e + width, top: y + f, bottom: y + f + height };
    };
    const texts = [...drawing.querySelectorAll("text:not(.pic-on)")].map((text) => [text.textContent.trim(), place(text)]);
    const { width, height } = drawing.viewBox.baseVal;
    const boxes = [...drawing.querySelectorAll("rect[rx]")].map(place);
    for (const [words, { left, right, top, bottom }] of texts) {
      if (left < -0.5 || right > width + 0.5 || top < -3 || bottom > height + 1) found.push(`${words}: leaves its drawing`);
      for (const box of boxes) {
        const isBeside = right + 2 <= box.left || left - 2 >= box.right || bottom - 3 <= box.top || top + 3 >= box.bottom;
        const isWithin = left >= box.left && right <= box.right && top >= box.top - 1 && bottom <= box.bottom + 1;
        if (!isBeside && !isWithin) found.push(`${words}: leaves its box`);
      }
    }
    texts.forEach(([words, one], index) => {
      for (const [others, other] of texts.slice(index + 1))
        if (one.left < other.right && other.left < one.right && one.top + 3 < other.bottom - 3 && other.top + 3 < one.bottom - 3)
          found.push(`${words}: runs over ${others}`);
    });
  }
  return found;
}"""
