"""Reads and saves files. `save` is the only function of the program that writes one a person cares about.

It never truncates, never deletes before it renames, and never leaves a file that is neither the old nor the
new one, whatever fails when.
"""

import errno
import hashlib
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from composer.errors import ComposerError, DocumentError, SaveFailed
from composer.i18n import N_, _
from composer.store.disk import DISK, FileLayer

_LONGEST_NAME = 200  # bytes of the name kept in that of the temporary file, which may have 255
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
# How long one process waits for another that is saving in the same folder; a save takes milliseconds.
_TURNS = (0.02,) * 100
# Somebody else has the file open for a moment: a virus scanner, a sync client, a viewer.
_BUSY_ON_WINDOWS = (5, 32, 33)
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.ENOSYS)

_WHOLE = N_("what was there before is untouched; {advice}")
_SAVE_ELSEWHERE = N_("save it in another folder")
_SAVE_AGAIN = N_("save again")
_CAUSES = {
    errno.ENOSPC: (N_("the disk is full"), N_("make room and save again")),
    errno.EDQUOT: (N_("your share of the disk is used up"), N_("make room and save again")),
    errno.EACCES: (N_("you may not write there"), _SAVE_ELSEWHERE),
    errno.EPERM: (N_("you may not write there"), _SAVE_ELSEWHERE),
    errno.EROFS: (N_("that disk can only be read"), _SAVE_ELSEWHERE),
    errno.ENOENT: (N_("the folder is not there"), _SAVE_ELSEWHERE),
    errno.ENOTDIR: (N_("the folder is not there"), _SAVE_ELSEWHERE),
    errno.ENAMETOOLONG: (N_("the name is too long"), N_("save it under a shorter name")),
    errno.EIO: (N_("the disk reports an error"), _SAVE_AGAIN),
    errno.EINTR: (N_("the disk was interrupted"), _SAVE_AGAIN),
    errno.EBUSY: (N_("something else is using it"), _SAVE_AGAIN),
    errno.ESTALE: (N_("the network disk let go of it"), _SAVE_AGAIN),
    errno.ELOOP: (N_("the link to it goes round in a circle"), _SAVE_ELSEWHERE),
}


class ChangedOnDisk(SaveFailed):
    """The file is not the one that was read: somebody else saved, moved or deleted it in the meantime."""


def save(
    path: Path,
    data: bytes,
    *,
    base: str | None = None,
    check: Callable[[bytes], None] | None = None,
    keep: Callable[[bytes], None] | None = None,
    layer: FileLayer = DISK,
) -> str:
    """Saves a file and returns the SHA-256 of its content; afterwards it is on the disk and was read back.

    `base` is what an earlier save or reading returned: when the file has become another one since, nothing is
    written and ChangedOnDisk raised. An empty base says that there must be no file yet; None asks nothing.
    `check` is the loader of the caller, which raises for bytes it could not read again. `keep` is given the
    old content before it is replaced. A link stays a link, a file keeps its permissions. Raises SaveFailed;
    the file is then the old one, whole.
    """
    if check:
        _check(path, data, check)
    try:
        target = layer.resolve(path)
        mode = layer.mode(target)
        _refuse_target(path, mode)
        temporary = _write_beside(target, data, mode, layer)
        try:
            with turn(target.parent, layer):
                old = _content(target, layer) if keep or base is not None else None
                _refuse_changed(path, old, data, base)
                if keep and old is not None and old != data:
                    keep(old)
                _replace(temporary, target, layer)
        except BaseException:
            _discard(temporary, layer)
            raise
    except OSError as error:
        raise failure(path, error) from error
    _sync_folder(path, target.parent, layer)
    return digest_of(data)


def digest_of(content: bytes) -> str:
    """Returns the SHA-256 by which one content is told from another, in hex."""
    return hashlib.sha256(content).hexdigest()


def read_bytes(path: Path, limit: int, *, refusal: type[DocumentError] = DocumentError) -> bytes:
    """Returns the content of a file of at most `limit` bytes; raises `refusal` when there is no such file."""
    name = str(path)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            reason = _("this is a folder") if stat.S_ISDIR(mode) else _("this is not an ordinary file")
            raise refusal(
                name, 0, 0, reason, _("choose a file in it") if stat.S_ISDIR(mode) else _("choose another")
            )
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise refusal(name, 0, 0, _("there is no such file"), _("check the spelling of the name")) from error
    except PermissionError as error:
        raise refusal(name, 0, 0, _("you may not read this file"), _("ask its owner, or copy it")) from error
    except (OSError, ValueError) as error:
        reason = _("the file cannot be read: {why}").format(why=_why(error))
        raise refusal(name, 0, 0, reason, _("check that its disk is there")) from error
    if len(data) > limit:
        reason = _("the file is larger than {size} MB").format(size=limit // 10**6)
        raise refusal(name, 0, 0, reason, _("check that it is the right file"))
    return data


def make_folder(folder: Path, *, permissions: int = 0o777, layer: FileLayer = DISK) -> None:
    """Makes a folder and those it is in, unless it is there; raises SaveFailed when it cannot be made."""
    try:
        new = [one for one in (folder, *folder.parents) if not one.exists()]
        layer.make_folder(folder, permissions)
        for one in reversed(new):
            sync_names(one.parent, layer)
    except OSError as error:
        reason = _("the folder '{name}' cannot be made").format(name=folder)
        raise SaveFailed(reason, _("name another one")) from error


def set_aside(path: Path, aside: Path, *, layer: FileLayer = DISK) -> bool:
    """Gives a file another name, over what has that name; returns whether that could be done."""
    try:
        layer.replace(path, aside)
    except OSError:
        return False
    return True


def remove(path: Path, *, layer: FileLayer = DISK) -> bool:
    """Deletes a file of the program's own; returns whether it is gone."""
    try:
        layer.remove(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _check(path: Path, data: bytes, check: Callable[[bytes], None]) -> None:
    try:
        check(data)
    except ComposerError as error:
        why = _("it could not be read again: {why}").format(why=error.reason)
        raise _failed(path, why, _("keep the window open, and tell the makers of Pleidooi")) from error


def _refuse_target(path: Path, mode: int | None) -> None:
    if mode is None:
        return
    if stat.S_ISDIR(mode):
        raise _failed(path, _("a folder has this name"), _("save it under another name"))
    if not stat.S_ISREG(mode):
        raise _failed(path, _("it is not an ordinary file"), _("save it under another name"))
    if not mode & 0o222:
        raise _failed(path, _("it can only be read"), _("save it under another name"))


def _write_beside(target: Path, data: bytes, mode: int | None, layer: FileLayer) -> Path:
    """Writes the data into a new file in the same folder and reads it back; returns its path."""
    temporary, descriptor = _create_beside(target, mode, layer)
    try:
        _write(descriptor, data, layer)
        if mode is not None:
            with suppress(OSError):  # a disk without permissions; the file is not the worse for it
                layer.permit(temporary, stat.S_IMODE(mode))
        _read_back(temporary, data, layer)
    except BaseException:
        _discard(temporary, layer)
        raise
    return temporary


def _create_beside(target: Path, mode: int | None, layer: FileLayer) -> tuple[Path, int]:
    permissions = 0o666 if mode is None else stat.S_IMODE(mode) & 0o777
    temporary = target.with_name(f".{name_kept(target)}.{secrets.token_hex(4)}.tmp")
    return temporary, layer.create(temporary, permissions)


def name_kept(target: Path) -> str:
    """Returns as much of the name of a file as its temporary file bears: `.NAME.<8 hex>.tmp`."""
    return target.name.encode(errors="surrogateescape")[:_LONGEST_NAME].decode(errors="ignore")


def _read_back(temporary: Path, data: bytes, layer: FileLayer) -> None:
    if layer.read(temporary) != data:
        raise OSError(_("the disk gave back other bytes than it was given"))


def _write(descriptor: int, data: bytes, layer: FileLayer) -> None:
    """Writes all of the data, waits until it is on the disk, and closes the file whatever happens."""
    try:
        write_all(descriptor, data, layer)
        layer.sync(descriptor)
    except BaseException:
        with suppress(OSError):
            layer.close(descriptor)
        raise
    layer.close(descriptor)


def write_all(descriptor: int, data: bytes, layer: FileLayer) -> None:
    """Writes all of the data into an open file; raises OSError."""
    rest = memoryview(data)
    while rest:
        written = layer.write(descriptor, rest)
        if not written:
            raise OSError(_("the disk takes no more"))
        rest = rest[written:]


@contextmanager
def turn(folder: Path, layer: FileLayer) -> Iterator[None]:
    """Lets one process at a time look at a file and replace it.

    A courtesy: where a disk knows no locks, or somebody keeps one, the hash alone guards the file.
    """
    held = None
    for seconds in _TURNS:
        try:
            held = layer.hold(folder)
            break
        except BlockingIOError:
            layer.wait(seconds)
        except OSError:
            break
    try:
        yield
    finally:
        if held is not None:
            with suppress(OSError):
                layer.close(held)


def _content(target: Path, layer: FileLayer) -> bytes | None:
    return None if layer.mode(target) is None else layer.read(target)


def _refuse_changed(path: Path, there: bytes | None, data: bytes, base: str | None) -> None:
    """Refuses to overwrite what the caller has not seen; bytes equal to the new ones are no loss."""
    if base is None:
        return
    found = "" if there is None else digest_of(there)
    if found != base and there != data:
        if there is None:
            why = _("somebody moved or deleted it")
            hint = _("nothing was written; save it here again, or under another name")
        else:
            why = _("somebody else changed it in the meantime")
            hint = _("nothing was written; compare the two, or save yours under another name")
        raise ChangedOnDisk(_("'{name}' was not saved: {why}").format(name=path.name, why=why), hint)


def _replace(temporary: Path, target: Path, layer: FileLayer) -> None:
    for seconds in _WAITS:
        try:
            return layer.replace(temporary, target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS:
                raise
        layer.wait(seconds)
    return layer.replace(temporary, target)


def sync_names(folder: Path, layer: FileLayer) -> None:
    """Waits until the names in a folder are on the disk; raises OSError."""
    try:
        layer.sync_folder(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:  # a network disk that syncs its folders by itself
            raise


def _sync_folder(path: Path, folder: Path, layer: FileLayer) -> None:
    try:
        sync_names(folder, layer)
    except OSError as error:
        why = _("the disk does not confirm it: {why}").format(why=_why(error))
        reason = _("it is not certain that '{name}' was saved: {why}").format(name=path.name, why=why)
        raise SaveFailed(reason, _("the old file or the new one is intact; save again")) from error


def _discard(temporary: Path, layer: FileLayer) -> None:
    with suppress(OSError):
        layer.remove(temporary)


def failure(path: Path, error: OSError) -> SaveFailed:
    """Returns what to say of a file that the system would not let be saved."""
    return _failed(path, *reason_of(error))


def reason_of(error: OSError) -> tuple[str, str]:
    """Returns why the system would not let something be saved, and what to do."""
    _cause, hint = _CAUSES.get(error.errno or 0, ("", _SAVE_AGAIN))
    return _why(error), _(hint)


def _failed(path: Path, why: str, advice: str) -> SaveFailed:
    reason = _("'{name}' was not saved: {why}").format(name=path.name, why=why)
    return SaveFailed(reason, _(_WHOLE).format(advice=advice))


def _why(error: OSError | ValueError) -> str:
    """Returns what went wrong in the words of the user, else in those of the system."""
    number = getattr(error, "errno", None)
    if number in _CAUSES:
        return _(_CAUSES[number][0])
    return getattr(error, "strerror", None) or str(error)
