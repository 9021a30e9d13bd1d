"""Put a built folder into one archive: ``python -m essaysite.publish.offline folder archive.zip``; ``make offline`` calls this.

The same files give the same bytes: their names are sorted, and no time of this build is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TOP = "alignment-offline"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


def pack(folder: Path, archive: Path) -> None:
    """Write the files of a folder into an archive, below one folder; the last archive stays until that is done."""
    unfinished = archive.with_name(f"{archive.name}.part")
    # To Windows a '\\' parts folders, so that such a name could lead out of the folder that it is unpacked to.
    for path in folder.rglob("*\\*"):
        sys.exit(f"{path.relative_to(folder).as_posix()}: a file's name may hold no '\\'; rename it")
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    with ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=9) as file:
        for name, path in sorted(files.items()):
            info = ZipInfo(f"{TOP}/{name}", _EARLIEST)
            info.compress_type = ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = _READABLE
            file.writestr(info, path.read_bytes())
    unfinished.replace(archive)


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
