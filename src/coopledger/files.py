"""What is there on the disk, whoever made it: a file, or something in the place of one."""

from pathlib import Path
from stat import S_ISDIR, S_ISREG

from coopledger.problem import Cause, refuse


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


def unreadable(path: Path) -> Cause | None:
    """Why `path` cannot be a file that is read, if so: a pipe would be waited for without end."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Cause.of(error)
    if S_ISREG(mode):
        return None
    return Cause("EISDIR" if S_ISDIR(mode) else "NOT_A_FILE", "")
