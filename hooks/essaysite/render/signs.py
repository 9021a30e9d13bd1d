"""The signs of mark-up that came to nothing: what a page's text holds then, and what to do.

In the text, code, marks and signs with a backslash are one letter, U+FFFC.
"""

from __future__ import annotations

import re

from essaysite.read.unwritten import NOTHING_YET, UNWRITTEN

_LIST = "a list has an empty line before it, and before each item '- ' or '1. '"
_TABLE = "a table has an empty line before it, and below its first row a line '|---|---|'"
_EMPHASIS = "emphasis has the same signs before and behind it, and no blank inside"
_LINK = "a link is [words](page.md), a citation [@key], a note [^name] with its text in a line [^name]: …, a part of the build [[name]]"
_NO_MARKUP = "it is no mark-up of this site; say it in words, or put it between two '`'"
# In this order: the first that fits says most. Each alternative begins with its sign where it can, for the search goes from
# one such sign to the next at once; what must stand before the sign is looked at behind it. Some need an example:
# "words:\n- one", "\u2022 one" and "-one" are no lists; "@smith2020", "[@ smith2020]" and "[@]" are no citations.
SIGNS = (
    (r"\$\$|\$[^$\s`][^$\n`]*[\\^_{=][^$\n`]*\$", "a formula is code between two '$': $`x^2`$"),
    (r"[\uff01-\uff5e]", "it is a full-width sign; write the plain one"),
    (r"(?<=\n)[ ]*(?:[-*+]|\d{1,2}[.)]|[A-Za-z][.)]|[ivx]{2,4}[.)])[ ]|^[ ]*(?:[\xb7\u2022\u2023\u25cb\u25e6\u25a0\u25aa\u25cf\u27a2\u2713\u2013]|\u2014(?![ ][A-Z][\w.'-]*[ ][A-Z])|\(?\d{1,2}\))[ ]|^(?:[-+*]|\d{1,2}[.)])(?=[A-Za-z])", _LIST),
    (r"^[-*+][ ]?\xa0|^[ ]*[\u2192\u279c\u27a4\u25b6o][ \xa0]|^\(@\w*\)[ ]", _LIST),
    (r"\|\||\|(?<!\S\|)\w[\w ]*\|(?!\S)", _NO_MARKUP),
    (r"^[ ]*\|| \| ", _TABLE),
    (r"^[ ]*#+|^h[1-6]\.[ ]|^={1,6}[ ]", "a heading has an empty line before it, and a blank behind its '##'"),
    (r"^(?:[=-]{3,}|[\u2013\u2014]{2,})[ ]*$", "a line across the page has an empty line before it"),
    (r"^(?:!!+|\?\?\?|:::|\.\.[ ][a-z]+::|(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ ])", "a note begins with '!!! note \"Title\"' on a line of its own"),
    (r"^(?:(?:\.\.|bq\.|%+)[ ]|\([\w-]+\)=|\+{3,}[ ]*$)", _NO_MARKUP),
    (r"%%|::(?<=\w::)$", _NO_MARKUP),
    (r"^import[ ][\w{}*, ]+from[ ][\"']|^export[ ](?:const|default)[ ]", _NO_MARKUP),
    (r"^:[ ]", "a definition stands right below the word that it defines"),
    (r"```|~~~", "code has a line of three '`' before it and one behind it"),
    (r"[`\xb4]", "code has the same number of '`' before and behind it"),
    (r"@(?:(?<=\[@)|(?<![\w.]@)(?=[\"'\w-]))", "a citation is [@key], with the key of a work in references.bib"),
    (r"\[\^", "the text of a note stands on a line of its own, as '[^name]: …'"),
    (r"\](?=\s+\()", "a link has nothing between its ']' and its '('"),
    (r"\](?=\([^()\s]*\))", "no '[' stands before it, or the link stands inside of another one"),
    (r"\](?=\()", "the address of this link has no end; write ')' behind it"),
    (r"\[(?<=[)}]\[)|\}(?=\([^()\s]+\))", "a link is [words](page.md), in this order"),
    (r"!?\[\[", "a link is [words](page.md), a picture ![what it shows](picture.png), a part of the build [[name]]"),
    (r"\[(?=![A-Za-z])", "a note begins with '!!! note \"Title\"'"),
    (r"\[(?=[ xX]\] )", "a list has no boxes to tick here; take it out"),
    (r"\[(?=(?i:toc)\])", "a list of the headings stands beside each page by itself; take it out"),
    (r"\](?=\[)", "no line '[name]: address' is there for this link; write [words](page.md)"),
    (r"\[(?=[^\[\]]*(?:\[|\Z))", "this bracket is never closed; write ']' behind its words"),
    (r"!?\[", _LINK),
    (r"\]", "no '[' that it closes stands before it; write both, or none"),
    (r"\*(?:\*|(?<![\s\d]\*)|(?![\s\d])|(?<=[^\s\d] \*)(?= [^\s\d]))|_(?:_|(?<!\w_)(?=\S)|(?<=\S_)(?!\w)|(?<=[^\s\d] _)(?= [^\s\d]))", _EMPHASIS),
    (r"\$(?:(?=\ufffc)|(?<=\ufffc\$))", "a formula is code between two '$', with nothing between them and the code"),
    (r"~~|==(?:(?=\S)|(?<=\S==))|\+\+(?<!\w\+\+)(?=\w)|\^\w+\^|~\w+~|~(?<=[a-z]~)(?=\w)|\$[A-Za-z]\w?\$(?!\w)|\^(?<=\s\^)[\w-]+$|\'{2,}|\(\^\w+\)|\^(?=\ufffc)", _NO_MARKUP),
    (r"\\(?=[A-Za-z(]|[ ]*$)|#(?<!\S#)(?=[^\W\d])|\{(?:[{%:]| *[.#])?|:(?<!\w:)[a-z][\w-]+:(?!\w)|\}", _NO_MARKUP),
    (r"^(?:@@ -|diff --git |index [0-9a-f]{7})", "it is left over from a comparison of two versions; remove it"),
    (r"&(?:nbsp|[mn]dash|amp|[lg]t|quot|hellip)\b(?!;)", "write the character itself"),
    (r"-(?<=[a-z]-)\n(?=[a-z])", "a word parted at the end of its line is shown with a blank in it; write it in one line"),
    (r"\((?:see )?(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* )[A-Z][\w-]+(?: et al\.| (?:and|&) [A-Z][\w-]+)?,? (?:19|20)\d\d[a-z]?\)|(?:doi:(?<!\wdoi:)|DOI:(?<!\wDOI:)|arxiv:(?<!\warxiv:)|arXiv:(?<!\warXiv:))[ ]?\d", "a citation is [@key], with the key of a work in references.bib"),
    (r"[,;.](?<=\w [,;.])(?=\s|$)|[.,](?<=[a-z]{2}[.,])(?=[A-Z][a-z])|\.\.(?<!\.\.\.)(?:(?!\.)|\.\.)", "such a sign stands right behind its word, once, and has a blank behind it"),
    (r"\b(the|a|an|of|to|and|for|be|by|with) \1\b", "one is enough"),
    (UNWRITTEN, "say it now, or leave it out"),
    (NOTHING_YET, "say it now, or leave it out"),
    (r"[\u2020\u2021\xb9\xb2\xb3](?:(?<=[\u2020\u2021])|(?<=[a-z]{3}.)|(?<=^.))", "a note is [^name], with its text in a line [^name]: …"),
    (r"http(?<!\whttp)s?:|www\.(?<!\wwww\.)(?=\w)", "an address is no link by itself; write <https://…>, or [words](https://…)"),
)  # fmt: skip
PATTERNS = [(re.compile(sign, re.MULTILINE), remedy) for sign, remedy in SIGNS]
