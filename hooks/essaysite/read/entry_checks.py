"""What is wrong with an entry of the bibliography: fields that are missing, malformed or cannot be printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from pybtex.database import Person
from pybtex.exceptions import PybtexError

from .addresses import is_address, on_this_machine
from .bib_file import REQUIRED
from .entry_facts import BRACED, wrong_facts
from .entry_words import NO_TEXT, reads_as_ours, wrong_names_joined
from .faults import Fault, suggestion
from .field_text import unprintable
from .letters import odd_sign, unseen
from .limits import BIB_TEXT, FAULTS
from .reference_style import NAME_PARTS, rich_text
from .work import Work

# Fields that are known, beside those that a type must have; a few are for reference managers alone.
_KNOWN = frozenset(
    "abstract address archiveprefix author booktitle chapter checked date doi edition editor eprint file howpublished"  # noqa: SIM905
    " institution isbn issn journal keywords language month note number organization pages primaryclass publisher school"
    " series title type url urldate version volume year".split()
)
CHECKED = ("two sources", "agreeing lists", "one source")

_KEY = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_DOI = re.compile(
    r"(?!.*(?:&#?\w+;|%2[eE]|/\.\.?(?:/|$)))10\.\d{4,9}/[^\s\"<>{}]*[^\s\"<>{}.,]"
)  # what could end an attribute is written as %22, %3C …
# Five digits behind the month since 2015, four before.
_ARXIV = re.compile(
    r"(?:(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})(v\d+)?|[a-z-]+(\.[A-Z]{2})?/\d{7}(v\d+)?"
)
_BARE_PERCENT = re.compile(r"(\\.)|%", re.DOTALL)
# What people part names by: "A; B", "A & B", "A et al.", "A and others", "A and" at the end.
_PARTING = re.compile(
    r";|\\?&|\bet\.? al\b\.?|^others$|(?:^|\s)and(?:\s|,|$)|[][()|/*$<>@\d\"\u201c\uff01-\uff5e]|\b(?:Dr|Prof|Ph\.?D|Mrs?|Ms)\b\.?",
    re.IGNORECASE,
)
_LINEAGE = re.compile(r"(?:Jr|Sr|I{1,3}|IV|V)\.?")
# "Ann Smith, Bo Lee"; a name before its comma of more words begins with small letters, or stands in braces.
_TWO_NAMES = re.compile(
    r"^(?!(?:Van|Von|De|Del|Di|Da|Le|La|El|Ben|Bin|St)\b)[A-Z][\w-]+ [A-Z][\w.-]*, [A-Z][\w-]+ [A-Z]|^[A-Z]\. [A-Z][\w-]+, [A-Z]"
)
# People in one pair of braces: Smith, Ann and Lee, Bo.
_PEOPLE = re.compile(r"\{[\w-]+, [\w.-]+(?: [A-Z]\.)*(?: and .*, .*)?\}")
# What can stand in the round brackets of a Markdown link, and between quotation marks: no '"' or "'", by which a title begins, even in brackets of its own.
_IN_A_LINK = re.compile(r"(?:\([^\[\]()<>{}\"'\\`]*\)|[^\[\]()<>{}\"'\\`])*+")
_PAGES = re.compile(
    r"[ivxlc]+(?:--?[ivxlc]+)?|[a-z]*\d+(?:--?[a-z]*\d+)?(?:, ?\d+(?:--?\d+)?)*|\d+:\d+(?:--\d+)?", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"\b(?:AI|(?i:for|of|the|institute|university|labs?|cent(?:er|re)|team|group|committee|foundation|inc))\b"
)
_SHORT_FORM, _INITIALS = 12, 3
_SHORT_NAME = 100  # with the year
_COMMAND = re.compile(r"\\[A-Za-z@]+")
_TEX = re.compile(r"[\\{}%$]")


def check_entry(path: str, work: Work) -> list[Fault]:
    """Report what is missing from an entry or malformed in it, and make what TeX cannot read printable."""
    entry = work.entry
    kind = entry.type.lower()
    messages = []
    if not _KEY.fullmatch(work.key):
        messages.append("a key is small letters and digits, with one '_' or '-' between two of them")
    if kind not in REQUIRED:
        messages.append(
            f"unknown type @{kind}{suggestion(kind, REQUIRED) or '; use one of ' + ', '.join(sorted(REQUIRED))}"
        )
    if not entry.persons.get("author"):
        messages.append("'author' is missing; an organisation stands in double braces: author = {{Anthropic}}")
    empty = [name for name in entry.fields if not entry.fields[name].strip("{} ")]
    messages += [
        f"'{name}' is missing" for name in ("title", "checked", *REQUIRED.get(kind, ())) if name not in entry.fields
    ]
    faults = [Fault(path, work.line, f"{work.key}: {message}") for message in messages]
    found = {name.lower(): "is empty; write its text, or, if it may be missing, remove it" for name in empty}
    fields = {name.lower(): str(value)[:BIB_TEXT] for name, value in entry.fields.items()}
    if _is_date(fields.get("date", "")) and fields["date"][:4] != fields.get("year", fields["date"][:4]):
        found["date"] = f"is '{fields['date']}', and 'year' is '{fields['year']}'; mend one of the two"
    found |= {name: message for name, message in (*_check_fields(work), *_check_names(work)) if message}
    for name, message in {
        **dict(wrong_facts(work, fields)),
        **dict(reads_as_ours(work)),
        **dict(_check_printed(work)),
        **found,
    }.items():
        faults.append(Fault(path, work.lines.get(name, work.line), f"{work.key}: '{name}' {message}"))
    for name in sorted((work.lines.keys() | fields.keys()) - _KNOWN)[:FAULTS]:
        remedy = suggestion(name, _KNOWN) or "; remove it"
        faults.append(Fault(path, work.lines.get(name, work.line), f"{work.key}: unknown field '{name}'{remedy}"))
    return sorted(faults, key=lambda fault: fault.line)


def _check_printed(work: Work) -> Iterator[tuple[str, str]]:
    """Yield each field with what would be wrong with it as it is printed, be it in the BibTeX that readers copy."""
    if work.year.isdecimal() and (wrong := unprintable(work.short)):
        yield "author", wrong
    elif len(work.short) > _SHORT_NAME:
        yield (
            "author",
            f"makes a name of {len(work.short)} letters, which stands beside the text; {_SHORT_NAME} are enough, so shorten it",
        )
    title = rich_text(str(work.entry.fields.get("title", "")))
    if str(title).isupper() and len(str(title)) > _SHORT_FORM:
        yield "title", "is all in capitals, and is printed so; write it as the work's own pages do in a text"
    elif str(title).islower() and len(str(title)) > _SHORT_FORM:
        yield "title", "is all in small letters, and is printed so; write it as the work's own pages do"
    elif work.entry.type.lower() != "book" and str(title.capitalize()) != str(title):
        yield "title", f"would be printed as '{title.capitalize()}'; keep its capitals by double braces: {{{{…}}}}"
    for name, value in sorted(work.entry.fields.items()):
        shown = str(rich_text(value))
        if name.lower() in NO_TEXT:
            continue
        if wrong := unprintable(shown.replace("\\", "")) or unseen(shown):
            yield name.lower(), wrong
        elif odd := odd_sign(shown):
            yield name.lower(), f"{odd.partition(';')[0]}; write its name, as 'alpha'"
    yield from wrong_names_joined(work, str(title))


def _check_fields(work: Work) -> Iterator[tuple[str, str]]:
    """Yield each field with what is wrong with it, if anything; put what can be printed in place of its text."""
    fields = work.entry.fields
    for written, value in list(fields.items()):
        name, wrong, is_long = written.lower(), "", len(str(value)) > BIB_TEXT
        if name not in NO_TEXT or is_long:
            fields[written], wrong = _printable(str(value))
        malformed = wrong if is_long else _malformed(name, str(value))
        # It could be no link, or one that leads who knows where; and a file is on somebody's own machine.
        if name == "file" or (malformed and name in NO_TEXT):
            del fields[written]
        yield (
            name,
            malformed or wrong or ("names a file on somebody's own machine; remove it" if name == "file" else ""),
        )


def _check_names(work: Work) -> Iterator[tuple[str, str]]:
    """Yield each role with what is wrong with the names in it, if anything; put what can be printed in their place."""
    for role, persons in work.entry.persons.items():
        named = persons[:-1] if len(persons) > 1 and str(persons[-1]) == "others" else persons  # BibTeX's "and others"
        wrong = next((message for person in named if (message := _misnamed(person))), "")
        for person in persons:
            for part in NAME_PARTS:
                printable = [_printable(name) for name in getattr(person, part)]
                setattr(person, part, [name for name, _ in printable])
                wrong = wrong or next((message for _, message in printable if message), "")
        twice = next((str(person) for index, person in enumerate(named) if person in named[:index]), "")
        yield role.lower(), wrong or (twice and f"names '{twice}' twice; keep one")


def _misnamed(person: Person) -> str:
    """Say what is wrong with a name that BibTeX reads otherwise than it was meant, or nothing."""
    name = str(person)
    bare = BRACED.sub("", name)
    if not name.strip("{} ,."):
        return "holds an empty name; write each name as 'Family, Given'"
    if found := _PARTING.search(bare):
        sign = found[0].strip()
        return f"holds '{name}', with '{sign}' in it; write all names, each as 'Family, Given', with 'and' between two"
    if _PEOPLE.fullmatch(name):
        return f"holds '{name}', whose braces make one name of it; braces are for organisations, so leave them out"
    if person.lineage_names and not _LINEAGE.fullmatch(person.lineage_names[0]):
        return f"holds '{name}', which has two commas; write each name as 'Family, Given', with 'and' between two"
    if not person.first_names and not name.startswith("{"):
        return f"holds '{name}', which is one word; write a person as 'Family, Given', an organisation in double braces: {{{{…}}}}"
    if not person.last_names:
        return f"holds '{name}' without a family name; write it as 'Family, Given'"
    if _is_shouted(person) or bare.islower():
        return f"holds '{name}', which is printed so; write it as 'Family, Given', with the capitals that it has"
    if _TWO_NAMES.search(bare):
        return f"holds '{name}', which looks like two names; write each as 'Family, Given', with 'and' between two, and a family name of two words in braces"
    if _ORGANISATION.search(bare):
        return f"holds '{name}', which would be parted as a person's name; an organisation stands in double braces: {{{{…}}}}"
    return ""


def _is_shouted(person: Person) -> bool:
    family = BRACED.sub("", " ".join(person.last_names))
    return family.isupper() and len(family) > _INITIALS


def _printable(text: str) -> tuple[str, str]:
    """Return a text as it can be printed, and what is wrong with it as written, if anything."""
    if len(text) > BIB_TEXT:
        message = f"has {len(text)} characters, and {BIB_TEXT} are enough; shorten it"
        return _TEX.sub("", text[:BIB_TEXT]), message
    if text.count("\\{") != text.count("\\}"):
        message = "has a '\\' before a brace, which prints it; remove the '\\', or write both '\\{' and '\\}'"
        return _TEX.sub("", text), message
    if "%" not in text and "\\" not in text:  # then it can be read, since the parser has matched its braces
        return text, ""
    escaped = _BARE_PERCENT.sub(lambda found: found.group(1) or r"\%", text)
    try:
        read = str(rich_text(escaped))
    except (PybtexError, ValueError):
        message = "is no TeX that can be read; look for a '\\' with nothing behind it, or a brace that is not closed"
        return _TEX.sub("", text), message
    if left := next((command for command in _COMMAND.findall(escaped) if command in read), ""):
        return _TEX.sub(
            "", text
        ), f"holds the command '{left}', which whoever copies the entry into TeX would run; remove it"
    return escaped, "" if escaped == text else r"has a bare '%', behind which all is a comment to TeX; write \%"


def _malformed(name: str, value: str) -> str:
    """Say what is wrong with the form of one field, or nothing."""
    if name == "url" and not value:
        return "is empty; write an address that starts with https://, or delete the line"
    wrong = (message for names, is_right, message in _RULES if name in names.split() and not is_right(value))
    message = next(wrong, "")
    return message and f"is '{value}', {message}"


def _is_date(value: str) -> bool:
    """Tell whether a value is a year, a month or a day of the calendar."""
    try:
        return bool(date.fromisoformat(value + "-01-01"[len(value) - 4 :])) and len(value) in (4, 7, 10)
    except ValueError:
        return False


def _are_pages(value: str) -> bool:
    first, _, last = value.replace("--", "-").partition("-")
    return bool(_PAGES.fullmatch(value)) and not (first.isdecimal() and last.isdecimal() and int(last) < int(first))


def _is_on_the_web(value: str) -> bool:
    return value.startswith("http") and is_address(value) and not on_this_machine(value)


def _is_isbn(value: str) -> bool:
    """Check the check digit of an ISBN-10 or ISBN-13 (ISO 2108)."""
    digits = value.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * (10 - index) for index, value in enumerate(values)) % 11 == 0
    return False


# Fields, what each must match as a whole, and what to say of one that does not; the first that fits is told.
_RULES: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("doi", _DOI.fullmatch, "which is no DOI; write it from '10.' on, without an address before it or a sign behind it"),
    ("doi url", lambda value: "\\" not in value, "which holds a '\\'; TeX needs it in texts, and an address has none, so remove it"),
    ("doi url", lambda value: "^" not in value, "which holds a '^', of which TeX makes commands; write %5E"),
    ("doi url", _IN_A_LINK.fullmatch, "which would end its link too early; write an open '(' as %28, a ')' as %29, a '[' as %5B, an apostrophe as %27"),
    ("url", _is_on_the_web, "which is no address of the web; it starts with https:// and the name of its host"),
    ("eprint", _ARXIV.fullmatch, "which is no arXiv number; write it as 1706.03741"),
    ("isbn", _is_isbn, "which is no ISBN: of its 10 or 13 digits the last one must fit the others"),
    ("issn", re.compile(r"\d{4}-\d{3}[\dX]").fullmatch, "which is no ISSN; write it as 1234-567X"),
    ("checked", CHECKED.__contains__, f"but must be one of: {', '.join(CHECKED)}"),
    ("year", re.compile(r"[0-9]{4}").fullmatch, "but must be four digits"),
    ("year", lambda value: "1500" < value < "2100", "which is the year of no work; write the one in which it came out"),
    ("date urldate", _is_date, "which is no date; write it as 2023-05-16"),
    ("pages", _are_pages, "which are no pages; write the first and the last, as 12--34"),
    ("volume number", re.compile(r"(?!(?i:vol|no|number|issue)\b).*").fullmatch, "and the build adds such a word by itself; write the number alone"),
)  # fmt: skip
