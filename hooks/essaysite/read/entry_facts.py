"""What of an entry's facts contradicts another of them, or is a fact of something else, though its form is right."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Iterator, Mapping

from pybtex.bibtex.utils import split_name_list

from .work import Work

_MONTHS = {name.lower() for name in (*month_name, *month_abbr, "sept") if name} | set(map(str, range(1, 13)))
_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/([\w./-]+?)(?:v\d+)?(?:\.pdf)?/?", re.IGNORECASE)
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(.+)", re.IGNORECASE)
# "author = {Ng, Ann and Lee, Bo}, title =" → Ng, Ann and Lee, Bo
_AUTHOR = re.compile(r"(?is)\bauthor\s*=\s*+[{\"](.*?)[}\"]\s*+,?+\s*+(?:\w++\s*+=|\}\s*+$)")
BRACED = re.compile(r"\{[^{}]*\}")
_OTHERS = re.compile(r"\{+(?:et\.? al\.?|others)\}+", re.IGNORECASE)
_KEY_YEAR = re.compile(r"(?:19|20)\d\d")
_PRINTED_IN = {"journal": "@article", "booktitle": "@inproceedings"}

# Fields, what none of them holds, and what to say of one that does.
_SIGNS = (
    ("title booktitle", r"(?<![.A-Z])\.$|[,;:]$", "ends in '{}', which is no part of it; leave it out"),
    ("journal publisher institution howpublished", r"[,;:]$", "ends in '{}', which is no part of it; leave it out"),
    ("title", r"^\[?\d{4}\.\d{4,5}\b\]?", "begins with '{}'; the number belongs into 'eprint' alone, so leave it out"),
    ("booktitle", r"^In:? ", "begins with '{}', and the build adds such a word by itself; leave it out"),
    ("journal", r"(?i)\barxiv\b|\bpreprint\b", "holds '{}', which is no journal; write @misc with eprint and archiveprefix = {{arXiv}}"),
    ("volume", r"^.*\d\s*[(:].*$", "holds '{}', so more than the volume; write the issue as 'number', and pages as 'pages'"),
    ("title", r"(?i)[\[(](?:pdf|html)[\])]|\((?:19|20)\d\d\)$|\xa9.*$|\bdoi:.*$", "holds '{}', which is no part of it; leave it out"),
    ("title", r" \| .*$|(?i: [-\u2013\u2014] (?:arxiv(?:\.org)?|openreview(?:\.net)?|sciencedirect|springer(?:link)?|wikipedia|youtube|medium|lesswrong|(?:google|semantic) scholar|[\w-]+\.(?:com|org|net|io))$)", "ends in '{}', as the site does that shows it; leave it out"),
    ("title booktitle", r"[a-z]{2}- (?!and\b|or\b|to\b)[a-z]+", "holds '{}', a word that was parted at the end of a line; join it"),
    ("title booktitle journal", r"^[\"\u201c][^\"\u201c\u201d]*[\"\u201d]$", "stands in quotation marks: '{}'; leave them out"),
    ("url", r"arxiv\.org/pdf/", "leads to a file, '{}…'; write https://arxiv.org/abs/ and the number"),
    ("archiveprefix", r"^(?!(?i:arxiv)$).+$", "is '{}'; the one that is known is {{arXiv}}"),
    ("url", r"[.,;]$", "ends in '{}', which is no part of an address; leave it out"),
    ("url", r"google\.[a-z.]+/url\?|[?&](?:utm_\w+|fbclid|gclid)=", "holds '{}', by which visitors are counted; write the address of the work itself"),
)  # fmt: skip
_PATTERNS = [(names.split(), re.compile(sign), message) for names, sign, message in _SIGNS]


def wrong_facts(work: Work, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each field of an entry that its other fields, its key or its type contradict, with what is wrong."""
    for names, sign, message in _PATTERNS:
        for name in names:
            if found := sign.search(fields.get(name, "").strip("{} ")):
                yield name, message.format(found[0].strip())
    yield from _numbers(fields)
    yield from _years(work.key, fields)
    yield from _authors(work)
    for name, type_name in _PRINTED_IN.items():
        if name in fields and work.entry.type.lower() in ("misc", "online"):
            yield name, f"is not printed for this type of entry; write {type_name} for it, or remove the line"


def _numbers(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, where, what in (("eprint", _ARXIV, "arXiv number"), ("doi", _DOI, "DOI")):
        named = where.fullmatch(fields.get("url", ""))
        if named and name in fields and named[1].casefold() != re.sub(r"v\d+$", "", fields[name]).casefold():
            yield "url", f"leads to '{named[1]}', and '{name}' is '{fields[name]}'; write this work's {what} in both"
    if "eprint" in fields and "archiveprefix" not in fields:
        yield "eprint", "has no line archiveprefix = {arXiv} beside it; add it"
    if "archiveprefix" in fields and "eprint" not in fields:
        yield "archiveprefix", "has no line 'eprint' beside it; add it with the work's number, or remove this line"


def _years(key: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    in_key, year = _KEY_YEAR.search(key), fields.get("year", "")
    if in_key and year.isdecimal() and abs(int(in_key[0]) - int(year)) > 1:
        yield "year", f"is '{year}', and the key says {in_key[0]}; mend one of the two"
    if "month" in fields and fields["month"].lower().strip(" .0") not in _MONTHS:
        yield "month", f"is '{fields['month']}', which is no month; write date = {{2023-05}} in its place"


def _authors(work: Work) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with how names are written: of one without a comma, BibTeX takes the last word for a family's."""
    written = _AUTHOR.search(work.bibtex)
    if written and (other := re.search(r",\s*,|\s(?!and\s)(?i:and)\s", BRACED.sub("", written[1]))):
        yield (
            "author",
            f"holds '{other[0].strip()}'; write each name as 'Family, Given', with 'and' in small letters between two",
        )
    for name in split_name_list(written[1]) if written else ():
        if _OTHERS.fullmatch(name):
            yield "author", f"holds '{name}'; write all names, each as 'Family, Given', with 'and' between two"
        elif re.search(r"[a-z]{2}\.$", name):
            yield "author", f"holds '{name}', which ends in '.'; leave it out"
        elif "," not in BRACED.sub("", name) and not name.startswith("{") and name != "others":
            remedy = f"write a person as 'Family, Given', an organisation in double braces: {{{{{name}}}}}"
            yield "author", f"holds '{name}' without a comma; {remedy}"
