"""Where links may lead, the web, a mailbox or this site, and whether their words name another place."""

from __future__ import annotations

import re
import unicodedata

from .letters import is_hidden, unmarked

# Addresses lead to the web, to a mailbox, or to a file of the site. A host has a name, in letters that look like no others.
# https://a.bc/d → fits; https:/a, //a.b, javascript:x, https://user:word@a.bc, https://192.168.0.1 and \\a.b do not.
_HOST = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]+"
_ADDRESS = re.compile(
    rf"https?://{_HOST}(?::[1-9]\d{{0,3}}|:[1-5]\d{{4}})?(?:[/?#]\S*)?|mailto:[A-Za-z0-9.+_-]+@{_HOST}|(?![/\\]|[^/?#]*:)[^\s\\]*"
)
# https://a.bc/d/../e and /%2e%2e/, which browsers take together, and a "\\", which they turn round
_TURNS = re.compile(r"https?:.*(?:\\|[/\\](?:\.|%2e){1,2}(?:[/\\?#]|$))", re.IGNORECASE)
# "see anthropic.com", "(https://a.bc:80/d)", "mailto:me.too@a.bc" → mailbox, host and place, in any letters
_NAMES_HOST = re.compile(
    r"(?<![\w-])(?<![\w-]\.)([\w.+-]*+@(?=(?:[\w-]++\.)+\w))?(?:www\.)?((?:[\w-]+\.)+[^\W\d_][\w-]++|\d+(?:\.\d+){3})((?::\d+)?(?:[/?#]\S*+)?)"
)
# "a[.]com", "a (dot) com", "a .com", "a. com": ways to write a host that leads nowhere by itself
_IN_BRACKETS = re.compile(
    r"\s*[\[({]\s*(?:\.|dot)\s*[\])}]\s*|(?<=\w)(?:\s+\.\s*|\.\s+)(?=(?:ai|com|dev|edu|gov|io|net|org)\b)"
)
_AWAY = re.compile(r"https?://(?:www\.)?|mailto:", re.IGNORECASE)
# "arXiv:1706.03741v2", "hep-th/9901001", "doi 10.1000/a.bc" → the number
_ARXIV = re.compile(r"(?<![\w./-])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?!\d)", re.IGNORECASE)
# "http://intranet/map" → what it leads to, be it no host
_WRITTEN_OUT = re.compile(r"https?://(?:www\.)?([^\s`]+)")
_IN_DIGITS = re.compile(r"\w\.(?:c0m?|0rg|n3t|3du)\b", re.IGNORECASE)  # "arxiv.0rg"
_GOES_ON = re.compile(r"[\w./-]")  # behind "a.co", the "m" of "a.com"
_HOST_OF = re.compile(r"^[^/?#]*")  # "a.bc" of "a.bc/d"
_DOI = re.compile(r"(?<![\w/])10\.\d{4,9}/[^\s,;]+")
# "https://arxiv.org/abs/", before the number of a work
_ARXIV_PAGE = re.compile(r"https?://(?:arxiv\.org/(?:abs|html|pdf)/|doi\.org/10\.48550/arxiv\.)", re.IGNORECASE)
# Where publishers show a work by its DOI
_PUBLISHED = re.compile(
    r"https://(?:academic\.oup\.com|dl\.acm\.org|journals\.sagepub\.com|link\.springer\.com|onlinelibrary\.wiley\.com|pubs\.aeaweb\.org|www\.pnas\.org"
    r"|royalsocietypublishing\.org|www\.science\.org|www\.tandfonline\.com)/(?:doi|article|chapter)/(?:abs/|full/|pdf/)?"
)
# "PMID: 123", "RFC 2119", "CVE-2021-44228": a number in a list of many
_IN_A_LIST = re.compile(r"(?<![^\W_])(?:CVE|PMC|PMC?ID|RFC)\W{0,3}(\d[\d-]*)", re.IGNORECASE)
# What words must hold to name any of these; most have none of it
_NAMING = re.compile(r"[^ -~]|[\d./#?@]|dot")
_PIECES = re.compile(r"[\s:\[\]]+")
_AROUND = ".,;!?…(){}<>`'\"\u2018\u2019\u201c\u201d\\"  # a word
_BEHIND = ".,;:!?…)]}'\"\u2019\u201d"  # an address; not its own
# Endings of files that no host has, and those of both
_FILES = frozenset("bib cfg cpp csv html ini ipynb js json pdf svg tex toml ts txt xml yaml yml".split())  # noqa: SIM905
_OF_HOSTS = re.compile(r"(?:ai|co|com|dev|edu|gov|io|net|org|uk)_")  # "nature.com_x"
_FILES_OR_HOSTS = frozenset({"md", "py", "rs", "sh"})
_ENDS_FILE = re.compile(rf"(?:_[^.]*|\.(?:{'|'.join(sorted(_FILES | _FILES_OR_HOSTS))}))$", re.IGNORECASE)
OF_CODE = re.compile(r"https://(?:github\.com|gitlab\.com|huggingface\.co|raw\.githubusercontent\.com)/")
_OF_A_FILE = re.compile(rf"{OF_CODE.pattern}[^?#]+/(?:blob|main|master|raw|resolve)/")
# "openai/evals", and what keeps such
_REPOSITORY = re.compile(r"[A-Za-z][\w-]*/[A-Za-z][\w.-]*")
_ISSUE = re.compile(r"([\w.-]+/[\w.-]+)#(\d+)")  # "openai/evals#12"
_CODE_HOST = re.compile(r"\b(?:git\W?hub|git\W?lab|hugging\W?face)\b", re.IGNORECASE)
# Files that stand on this site, which no other may show as its own
_PUBLISHED_HERE = frozenset(
    "alignment.txt feed.xml findings.csv findings.json graph.json llms.txt references.bib".split()  # noqa: SIM905
)
_NUMBERED = re.compile(r"^(.*/)?\d+-")  # "views/04-" of "views/04-moderate.md"
# Signs that look like a host's.
_SIGNS = dict.fromkeys(range(0x2010, 0x2016), "-")
_SIGNS |= dict.fromkeys(
    (0xB7, 0x660, 0x6D4, 0x6F0, 0x701, 0x702, 0x2027, 0x2219, 0x22C5, 0x2E33, 0x3002, 0xA60E, 0xA78F, 0x10A50, 0x1D16D),
    ".",
)

# Such as http://127.0.0.1:8000/x, http://192.168.1.1 and https://me.local.
_OWN = re.compile(
    r"https?://(?:localhost|127\.|0\.0\.0\.0|10\.\d+\.\d+\.\d+(?![\w.-])|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1|[\w.-]+\.(?:local|localhost|internal|lan|home|home\.arpa)(?![\w.-])|fritz\.box\b)",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&#?\w+;")
# "/problem/?path=a", "findings/list.csv", "page#part", "references.bib", "abs/1706.03741", "10.1000/a": a word that looks like
# a place or a number; no "and/or", "v1.2", "24/7" and "12/05/2024"
_PLACE_LIKE = re.compile(
    r"^(?![\d/.]+$)(?:\.{0,2}/\w|.*(?:\w[#?]\w|/\?|/\w+/|/.*\.\w{2,}|\w\.[^\W\d_]{2,}(?!\w)))|\d{4}\.\d{4,5}|\b10\.\d{4,9}/"
)
_PRODUCT = re.compile(r"[A-Z]\w*\.(?:ai|io|jl|js|py)")  # "Node.js"
_WITHIN = re.compile(r"\bwww\.\w|\w\.[A-Za-z]{2,}/\w")  # "github.com/openai/evals"


def on_this_machine(target: str) -> bool:
    """Tell whether an address leads to the machine or the network of whoever follows it."""
    return _OWN.match(target) is not None


def turns_elsewhere(target: str) -> bool:
    """Tell whether a browser makes another address of one, as of https://a.bc/d/../e."""
    return _TURNS.match(target) is not None


def is_address(target: str) -> bool:
    """Tell whether a link may lead there: to the web, to a mailbox, or to a file of the site."""
    if _ENTITY.search(target) or turns_elsewhere(target) or any(map(is_hidden, target)):
        return False
    return _ADDRESS.fullmatch(target) is not None


def holds_address(text: str) -> bool:
    """Tell whether a text, which lists link to a page of this site, holds a place on another host."""
    return _WITHIN.search(text) is not None


def names_a_place(name: str) -> bool:
    """Tell whether a name, which is a link to a page of this site, holds a host, an address, a mailbox or the number of a work."""
    plain = unmarked(name, "NFKC").translate(_SIGNS)
    hosts = (host for _, host, place in _NAMES_HOST.findall(plain) if place or not _ENDS_FILE.search(host))
    if any(place.startswith("/") or place.rpartition("/")[2] in _PUBLISHED_HERE for place in plain.split()):
        return True
    return any(pattern.search(plain) for pattern in (_WITHIN, _ARXIV, _DOI)) or any(hosts)


def names_another_address(words: str, target: str, *, in_full: bool) -> bool:
    """Tell whether the words of a link name a host, a mailbox, an address or the number of a work, and another one than it leads to.

    Unless ``in_full``, words may stand right behind an address, and before the number of a work.
    """
    if not _NAMING.search(words):
        return False
    words = _IN_BRACKETS.sub(".", unmarked(words, "NFKC").translate(_SIGNS))  # not casefold, to which \xdf is "ss"
    words = "".join("\xf8" if letter > "~" and unicodedata.category(letter)[0] == "S" else letter for letter in words)
    numbers = [_bare(number) for number in _DOI.findall(words)]
    published = _PUBLISHED.sub("", target)
    named = [f"doi.org/{number}" for number in numbers if not _ends_there(published, number)]
    hosts = _NAMES_HOST.findall(_DOI.sub(" ", words))
    named += [_bare(box + host.lower() + place) for box, host, place in hosts if not _is_file(host, place, target)]
    named += [_bare(place) for place in _WRITTEN_OUT.findall(words)]
    works = [number.lower() for number in _ARXIV.findall(_DOI.sub(" ", words))]
    there, is_away = _ARXIV_PAGE.sub("", target).lower(), _AWAY.match(target) is not None
    leads_there = all(_leads_there(target, name, in_full=in_full) for name in named)
    places = [place.strip(_AROUND) for place in _PIECES.split(words) if "<" not in place] if in_full else []
    leads_there &= all(_is_there(target, place) for place in places if _is_place(place, words, target))
    return (
        not leads_there
        or not all(re.search(rf"(?<!\d){number}(?!\d)", target) for number in _IN_A_LIST.findall(words))
        or _IN_DIGITS.search(words) is not None
        or ((in_full or is_away) and not all(map(there.startswith, works)))
    )


def _bare(address: str) -> str:
    """Return an address without the signs of its sentence behind it; "a.bc/d_(e)" has its own."""
    bare = address.rstrip(_BEHIND)
    return f"{bare})" if bare.count("(") > bare.count(")") and address[len(bare) :].startswith(")") else bare


def _is_file(name: str, place: str, target: str) -> bool:
    """Tell whether what looks like a host, with a place on it, is a file or a name in a program: "config.yml", "nn.kl_div"; "README.md", if it is there."""
    ending = name.rpartition(".")[2].casefold()
    is_there = _OF_A_FILE.match(target) is not None and re.split(r"[?#]", target)[0].endswith(f"/{name}")
    is_name = "_" in ending and not place and _OF_HOSTS.match(ending) is None
    return is_name or ending in _FILES or (ending in _FILES_OR_HOSTS and is_there)


def _is_place(word: str, words: str, target: str) -> bool:
    """Tell whether a word looks like a place on some host, as "owner/name" does where code is kept, or the number of a work."""
    if _REPOSITORY.fullmatch(word) and (OF_CODE.match(target) or _CODE_HOST.search(words)):
        return True
    return _PLACE_LIKE.search(word) is not None and _PRODUCT.fullmatch(word) is None


def _is_there(target: str, word: str) -> bool:
    """Tell whether an address holds a word, and as its own: that of another site could hold each of our files."""
    if not _holds_word(target, word):
        return False
    if OF_CODE.match(target) and _REPOSITORY.fullmatch(word) and not _ENDS_FILE.search(word):
        return leads_to_repository(target, word)
    first, last = word.strip("/").partition("/")[0].removeprefix("www."), word.strip("/").rpartition("/")[2]
    if _AWAY.match(target) is None or _ARXIV.search(word) or _DOI.search(word):
        return True
    host = _HOST_OF.findall(_AWAY.sub("", target))[0]
    may_stand = first == last or OF_CODE.match(target) is not None  # a path could be one of this site's
    return first.casefold() in host.casefold() or (may_stand and last not in _PUBLISHED_HERE)


def leads_to_repository(target: str, name: str) -> bool:
    """Tell whether an address is that of a repository, "owner/name", or of what is in it; a file's name is none."""
    if not OF_CODE.match(target) or _ENDS_FILE.search(name):
        return False
    path = re.sub(r"^(?:datasets|spaces)/", "", OF_CODE.sub("", target))
    return re.match(rf"{re.escape(name)}(?![\w.-])", path, re.IGNORECASE) is not None


def _ends_there(published: str, number: str) -> bool:
    """Tell whether an address without what stands before a DOI is the number, and no longer one."""
    return published.startswith(number) and published[len(number) : len(number) + 1] in ("", "/", "?", "#")


def _holds_word(target: str, word: str) -> bool:
    """Tell whether an address holds a word, and no longer one: "10.1/ab" does not hold "10.1/a"."""
    word = word.casefold().strip("/").removeprefix("www.")
    if issue := _ISSUE.fullmatch(word):
        return leads_to_repository(target, issue[1]) and _holds_word(target, issue[2])
    if _AWAY.match(target) is None:  # the essay calls a file of the site "04-…"
        word = _NUMBERED.sub(r"\1", word)
    whole = rf"(?<![^\W_])(?<!\d[.-]){re.escape(word)}(?:v\d+)?(?:\.pdf|\.html)?(?![.-]?[^\W_])"
    return re.search(whole, target, re.IGNORECASE) is not None


def _leads_there(target: str, name: str, *, in_full: bool) -> bool:
    """Tell whether a link leads to what its words name: the same address, or one that begins with it, or its own file."""
    address = _HOST_OF.sub(lambda found: found[0].lower(), _AWAY.sub("", target))
    if _AWAY.match(target) is None:  # a file of the site; the essay calls one "04-…"
        file = _NUMBERED.sub(r"\1", name.partition("#")[0])
        return f"/{target.partition('#')[0]}".endswith(f"/{file}")
    start = address.partition("#")[0]
    if not in_full and name.startswith(start) and not _GOES_ON.match(name, len(start)):  # "…/page's"
        return True
    behind = "?#" if name.startswith("doi.org/") else "/?#"
    return address.startswith(name) and (name.endswith("/") or not address[len(name) : len(name) + 1].strip(behind))
