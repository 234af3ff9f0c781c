"""Read an internal procedure from a folder of `workflows/` into the files of a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.core.bundle_paths import COMMON, PROCEDURE, SCENARIOS
from engine.errors import BundleRefused

FILE_LIMIT = 2_000_000
FILES_LIMIT = 200


def procedure_folders(root: Path) -> Iterator[Path]:
    """Every folder at or below `root` that holds a `procedure.yaml`, in order of path."""
    if (root / PROCEDURE).is_file():
        yield root
        return
    yield from sorted(p.parent for p in root.rglob(PROCEDURE) if p.is_file())


def read_bundle(folder: Path) -> dict[str, bytes]:
    """The files by bundle path: the folder's own, and the shared parts under `common/`.

    The shared parts are the `common` folder beside the folder or beside one of its parents.
    Scenarios stay out: they test a procedure and are not part of what runs. Raises BundleRefused.
    """
    if not (folder / PROCEDURE).is_file():
        raise BundleRefused(f"Thư mục “{folder.name}” không có tệp {PROCEDURE}.", ())
    files = dict(_files(folder, ""))
    common = next((p / COMMON for p in folder.resolve().parents if (p / COMMON).is_dir()), None)
    if common is not None:
        files.update(_files(common, f"{COMMON}/"))
    if len(files) > FILES_LIMIT:
        raise BundleRefused(f"Quy trình “{folder.name}” có quá {FILES_LIMIT} tệp.", ())
    return files


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = prefix + path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file() or path.name.startswith("."):
            continue
        if name == SCENARIOS:
            continue
        if path.stat().st_size > FILE_LIMIT:
            raise BundleRefused(f"Tệp “{name}” lớn hơn {FILE_LIMIT // 1_000_000} MB.", ())
        yield name, path.read_bytes()
