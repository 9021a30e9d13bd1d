"""Whether what has a place on a page keeps to it: the words in pictures, and what stands beside the text."""

from __future__ import annotations

from playwright.sync_api import Page
from visits import TOO_WIDE

# From this width there is a margin, in pixels.
MARGIN = 1220


def strays(page: Page) -> list[str]:
    """Return what is not in its place on a page.

    That is the page itself where it can be scrolled sideways; each text that leaves its drawing or its box, or runs over
    another one; and what stands in the margin over something, out of the window, or not beside its sentence.
    """
    return list(page.evaluate(_ALL))


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

BESIDE = """() => {
  const whole = (part) => !part.parentElement.closest(".beside");
  const boxes = [...document.querySelectorAll(".beside")].filter(whole).map((part) => [part, part.getBoundingClientRect()]);
  const text = [...document.querySelectorAll(".md-content__inner :is(p, li, th, td, h2, h3, svg, .card, input)")]
    .filter((part) => !part.closest(".beside")).map((part) => [part, part.getBoundingClientRect()]);
  const found = [];
  let low = -Infinity;
  for (const [part, box] of boxes) {
    const name = part.textContent.trim().slice(0, 40);
    if (!box.width) found.push(`${name}: not shown`);
    if (box.top < low) found.push(`${name}: over, or before, what the text has before it`);
    low = box.bottom - 0.5;
    if (box.right > innerWidth) found.push(`${name}: out of the window`);
    for (const [other, its] of text) {
      const is_over = its.left < box.right - 1 && its.right > box.left + 1 && its.top < box.bottom - 1 && its.bottom > box.top + 1;
      if (its.width && is_over) found.push(`${name}: over ${other.textContent.trim().slice(0, 40)}`);
    }
    const mark = part.closest("sup");
    if (mark && box.top < mark.getBoundingClientRect().top - 12) found.push(`${name}: above its sentence`);
  }
  return found;
}"""

# One question is a fifth of the work of three.
_ALL = f"""() => [
  ...({TOO_WIDE} ? ["can be scrolled sideways"] : []),
  ...({_STRAYS})(),
  ...(innerWidth >= {MARGIN} ? ({BESIDE})() : []),
]"""
