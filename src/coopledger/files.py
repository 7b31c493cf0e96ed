"""What is there on the disk, whoever made it: a file, or something in the place of one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from os import O_RDONLY, close, fsync, getpid
from os import open as os_open
from pathlib import Path
from shutil import rmtree
from stat import S_IMODE, S_ISDIR, S_ISREG, S_IWUSR
from typing import IO

from coopledger.problem import Cause, Refused, refuse

Watch = Callable[[str, int, int], None]
"""Told the name of a file, how many of its bytes are done, and how many there are.

Or of a book, or a table, and how many of its entries or rows.
"""


def unwatched(_name: str, _done: int, _size: int) -> None:
    """For who does not want to know how far it is."""


def is_there(path: Path) -> bool:
    """Whether there is anything called `path`: a link that leads nowhere is something too.

    What is there is what the user means: it is read or refused, and never taken for absent.
    Raises `Refused` (S111) where nobody may look.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise refuse("S111", file=str(path.parent), cause=Cause.of(error)) from None
    return True


def unreadable(path: Path, *, follow: bool = True) -> Cause | None:
    """Why `path` cannot be a file that is read, if so: a pipe would be waited for without end.

    A link is what it leads to, or unless `follow` no file.
    """
    try:
        mode = path.stat(follow_symlinks=follow).st_mode
    except OSError as error:
        return Cause.of(error)
    if S_ISREG(mode):
        return None
    return Cause("EISDIR" if S_ISDIR(mode) else "NOT_A_FILE", "")


def make_folder(path: Path) -> None:
    """Make `path`, and what it lies in, where they are not there yet.

    Raises `Refused`: S105 something else is there or it cannot be made, S104 the disk is full.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise refuse("S105", file=str(path), cause=Cause("ENOTDIR", "")) from None
    except OSError as error:
        raise unwritten(path, error) from None


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system lets a folder be opened."""
    with suppress(PermissionError):
        handle = os_open(folder, O_RDONLY)
        try:
            fsync(handle)
        finally:
            close(handle)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that was not there, and afterwards is on the disk as a whole, or not at all."""
    file = path.open("xb")
    try:
        with file:
            yield file
            file.flush()
            fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@contextmanager
def added_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that is not there yet; whole or not at all.

    Raises `Refused`: S114 something of that name is there, S104 the disk is full, S105 otherwise.
    """
    try:
        with new_file(path) as file:
            yield file
    except FileExistsError:
        raise refuse("S114", file=str(path)) from None
    except OSError as error:
        raise unwritten(path, error) from None


@contextmanager
def replaced_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to `path`; one that is there is replaced at once, or stays as it was.

    A link stays one, and what it leads to is replaced. Raises `Refused`: S105 where what is there
    is no file, may not be written to, or its folder may not; S104 where the disk is full.
    """
    if not is_there(path):
        with added_file(path) as file:
            yield file
        return
    if (cause := unreadable(path)) is not None:
        raise refuse("S105", file=str(path), cause=cause)
    path = path.resolve()
    mode = S_IMODE(path.stat().st_mode)
    if not mode & S_IWUSR:  # replacing asks only the folder, and the owner protected the file
        raise refuse("S105", file=str(path), cause=Cause("EACCES", ""))
    beside = path.with_name(f".coop-{getpid()}")
    try:
        with new_file(beside) as file:
            yield file
        beside.chmod(mode)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritten(path, error) from None


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which then is `path` as a whole, or not at all.

    Raises `Refused`: S114 something other than an empty folder is there, S104 and S105 as it is
    written.
    """
    if is_there(path) and (unreadable(path) != Cause("EISDIR", "") or any(path.iterdir())):
        raise refuse("S114", file=str(path))
    make_folder(path.parent)
    beside = path.with_name(f".coop-{path.name}-{getpid()}")
    try:
        beside.mkdir()
        yield beside
        if is_there(path):
            path.rmdir()
        beside.rename(path)
    except OSError as error:
        raise unwritten(path, error) from None
    finally:
        rmtree(beside, ignore_errors=True)


def unwritten(path: Path, error: OSError) -> Refused:
    """Why `path` could not be written: S104 where there is no room, S105 otherwise."""
    cause = Cause.of(error)
    full = cause.name in {"ENOSPC", "EDQUOT", "EFBIG"}
    return refuse("S104" if full else "S105", file=str(path), cause=cause)
