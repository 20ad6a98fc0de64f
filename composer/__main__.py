"""`pleidooi`: the command line. Exit codes: 0 done, 1 findings forbid it, 2 bad input or usage."""

import argparse
import gc
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from composer import __version__
from composer.app.progress import TerminalProgress
from composer.errors import ComposerError, ExportFailed, seen
from composer.i18n import N_, _, ngettext, preferred_language, speak

if TYPE_CHECKING:
    from composer.app.export import Checked
    from composer.app.houses import Told
    from composer.model.finding import Finding

COMMANDS = ("export", "check", "demo", "selftest")
# What the program calls itself with, for what may not end well.
APART = "apart"
DONE, FORBIDDEN, BAD_INPUT, STOPPED = 0, 1, 2, 130


# argparse asks gettext in the language of the system, and the user's may be another: it asks here instead.
argparse._ = _  # type: ignore[attr-defined]
_ARGPARSE_SAYS = (
    N_("usage: "),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one line."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)  # type: ignore[arg-type]
        self._positionals.title = _("arguments")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def error(self, message: str) -> NoReturn:
        advice = _("--help explains")
        self.exit(BAD_INPUT, seen(f"{self.prog}: {message} ({advice})") + "\n")


def run() -> int:
    """Run the command line as the one task of a process, which needs no garbage collector.

    A command ends the process at once: to give back the million values of a long paper one by one takes a
    sixth of its time, and nobody will ask for them. The window ends as Qt wants it.
    """
    gc.disable()
    code = main()
    if _means_window(sys.argv[1:]):
        return code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    speak(preferred_language())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _do(given)
    except ComposerError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        _complain(_("Stopped; nothing was written."))
        return STOPPED
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _complain(_("the output cannot be written: {reason}").format(reason=error.strerror or error))
    else:
        return code


def _do(given: Sequence[str]) -> int:
    """Do what is asked: the window, a command, or what the program asks of a process of its own."""
    if given[:1] == [APART]:
        from composer.app.foreign_fonts import work_apart

        return work_apart(given[1:])
    if _means_window(given):
        return _open_window([Path(name) for name in given])
    options = _parser().parse_args(given)
    code: int = options.run(options)
    return code


def _means_window(given: Sequence[str]) -> bool:
    """Return whether the window is meant: nothing is given, or only names of files."""
    return not any(name in (*COMMANDS, APART) or name.startswith("-") for name in given) and all(
        map(_is_file, given)
    )


def _is_file(name: str) -> bool:
    return Path(name).suffix.lower() in (".pleidooi", ".yaml", ".yml") or Path(name).exists()


def _open_window(files: Sequence[Path]) -> int:
    """Open the window, on files or on its first page."""
    _need_screen()
    gc.enable()
    from composer.ui.start_up import start

    return start(files)


def _need_screen() -> None:
    """Refuse where Qt would end the program without a word."""
    without = sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if without and not os.environ.get("QT_QPA_PLATFORM"):
        raise ComposerError(
            _("there is no screen for the window"), _("`pleidooi export` and `pleidooi check` need none")
        )


def _parser() -> _Parser:
    parser = _Parser(
        prog="pleidooi",
        description=_("Advocacy letters from reusable blocks, as branded and accessible PDF."),
        epilog=_(
            "Without a command the window opens, on FILE if one is named.\n"
            "Begin with `pleidooi demo`: it writes a sample letter that you can change and export again.\n"
            "Exit codes: 0 done; 1 there are errors, nothing was written; 2 the input cannot be read."
        ),
    )
    parser.add_argument(
        "--version", action="version", version=f"pleidooi {__version__}", help=_("show the version")
    )
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True, title=_("commands"))

    export = commands.add_parser(
        "export",
        help=_("make a PDF of a document"),
        description=_("Make a PDF of a document. What the author should know is said on standard error."),
        epilog=_("Example: pleidooi export letter.yaml -o letter.pdf"),
    )
    export.add_argument("file", metavar=_("FILE"), type=Path, help=_("a document, .pleidooi or .yaml"))
    export.add_argument(
        "-o",
        "--output",
        metavar=_("OUT"),
        help=_("where to; - is standard output; default: beside the document"),
    )
    _add_templates(export)
    _add_libraries(export)
    export.set_defaults(run=_export)

    check = commands.add_parser(
        "check",
        help=_("say what is wrong with a document, a house, a template or a library"),
        description=_("Say what the author should know: severity, place, message, hint. Nothing is written."),
        epilog=_("Example: pleidooi check letter.yaml --json"),
    )
    check.add_argument(
        "file",
        metavar=_("FILE"),
        type=Path,
        help=_("a document, .pleidooi or .yaml; a house.yaml, its folder or a template of it"),
    )
    check.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    _add_templates(check)
    _add_libraries(check)
    check.set_defaults(run=_check)

    demo = commands.add_parser(
        "demo",
        help=_("write the sample documents and their PDFs"),
        description=_("Write the sample documents that come with the program, and a PDF of each."),
    )
    demo.add_argument(
        "-o", "--output", metavar=_("FOLDER"), type=Path, default=Path("demo"), help=_("where to")
    )
    demo.set_defaults(run=_demo)

    selftest = commands.add_parser(
        "selftest",
        help=_("try the whole program out"),
        description=_("Open the window, write, show, save, open again and export; say how each step went."),
    )
    selftest.set_defaults(run=_selftest)
    return parser


def _add_templates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--templates",
        metavar=_("FOLDER"),
        type=Path,
        action="append",
        default=[],
        help=_("a folder with houses, searched before the shipped ones; may be given more than once"),
    )


def _add_libraries(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--library",
        metavar=_("FOLDER"),
        type=Path,
        action="append",
        default=[],
        help=_("a library to compare the blocks of a document with; may be given more than once"),
    )


def _export(options: argparse.Namespace) -> int:
    from composer.app.export import compile_file
    from composer.store.files import save

    target = _target(options.file, options.output)
    progress = TerminalProgress(sys.stderr)
    try:
        checked = compile_file(options.file, options.templates, progress)
    finally:
        progress.close()
    of_libraries = _of_libraries(options, checked)
    has_errors = checked.compilation.has_errors
    if not has_errors and target is None:
        sys.stdout.buffer.write(checked.compilation.pdf)
        sys.stdout.buffer.flush()
    elif not has_errors and target is not None:
        save(target, checked.compilation.pdf)
    for told in (*_places(checked, checked.compilation.findings), *of_libraries):
        print(_line(*told), file=sys.stderr)
    if has_errors:
        _complain(_("Nothing was written, because there are errors."))
    return FORBIDDEN if has_errors else DONE


def _target(file: Path, output: str | None) -> Path | None:
    """Return where the PDF goes, None for standard output; refuse what cannot be made."""
    if output == "-":
        return None
    target = Path(output) if output else file.with_suffix(".pdf")
    if target.absolute() == file.absolute() or (target.exists() and file.exists() and target.samefile(file)):
        raise ExportFailed(
            _("{name} is the document itself").format(name=target), _("give the PDF another name with -o")
        )
    if target.is_dir():
        raise ExportFailed(_("{name} is a folder").format(name=target), _("name a file in it"))
    if target.suffix.lower() != ".pdf":
        raise ExportFailed(
            _("{name}: this version writes PDF only").format(name=target),
            _("give it a name that ends in .pdf"),
        )
    return target


def _check(options: argparse.Namespace) -> int:
    from composer.app.houses import is_house

    if is_house(options.file):
        return _check_house(options)
    from composer.app.library_check import is_library

    return _check_library(options) if is_library(options.file) else _check_document(options)


def _check_document(options: argparse.Namespace) -> int:
    from composer.app.export import compile_file

    checked = compile_file(options.file, options.templates)
    pages = len(checked.compilation.layout.pages)
    counted = ngettext("{count} page", "{count} pages", pages).format(count=pages)
    told = [*_places(checked, checked.compilation.findings), *_of_libraries(options, checked)]
    _tell(told, f"{checked.path}: {counted}", as_json=options.json)
    return FORBIDDEN if checked.compilation.has_errors else DONE


def _of_libraries(options: argparse.Namespace, checked: "Checked") -> "Sequence[Told]":
    """Return what the libraries that were named have to say of a document."""
    if not options.library:
        return ()
    from composer.app.library_check import library_findings

    return _places(checked, library_findings(options.file, options.library))


def _check_house(options: argparse.Namespace) -> int:
    from composer.app.houses import check_house

    checked = check_house(options.file, options.templates)
    counted = ngettext("{count} template", "{count} templates", checked.templates)
    counted = counted.format(count=checked.templates)
    _tell(checked.told, f"{checked.path}: {counted}", as_json=options.json)
    return FORBIDDEN if checked.has_errors else DONE


def _check_library(options: argparse.Namespace) -> int:
    from composer.app.library_check import check_library

    checked = check_library(options.file)
    counted = ngettext("{count} block", "{count} blocks", checked.blocks).format(count=checked.blocks)
    _tell(checked.told, f"{checked.path}: {counted}", as_json=options.json)
    return FORBIDDEN if checked.has_errors else DONE


def _tell(told: "Sequence[Told]", of_what: str, *, as_json: bool) -> None:
    """Say what was found on standard output, and of what."""
    if as_json:
        rows = json.dumps([_row(*one) for one in told], ensure_ascii=False, indent=2)
        print("\n".join(map(seen, rows.split("\n"))))
        return
    for one in told:
        print(_line(*one))
    of_what = seen(of_what)
    count = ngettext("{count} finding", "{count} findings", len(told)).format(count=len(told))
    print(f"{of_what}, {count}")


def _row(path: Path, line: int, column: int, finding: "Finding") -> dict[str, object]:
    """Return a finding for other programs."""
    place = {
        "file": str(path),
        "line": line,
        "column": column,
        "block": finding.at.block,
        "field": finding.at.field,
    }
    return {
        "severity": finding.severity.value,
        "id": finding.id,
        "place": place,
        "message": finding.sentence,
        "hint": finding.advice,
    }


def _places(checked: "Checked", findings: "Iterable[Finding]") -> "list[Told]":
    from composer.app.houses import Told

    return [Told(checked.path, *checked.place(finding), finding) for finding in findings]


def _line(path: Path, line: int, column: int, finding: "Finding") -> str:
    """Return a finding as `FILE:LINE:COL: severity: message (hint) [id]`."""
    place = f"{path}:{line}:{column}" if line else f"{path}"
    advice = f" ({finding.advice})" if finding.advice else ""
    return seen(f"{place}: {_(finding.severity.value)}: {finding.sentence}{advice} [{finding.id}]")


def _demo(options: argparse.Namespace) -> int:
    from composer.app.demo import write_samples

    for path in write_samples(options.output):
        print(seen(str(path)))
    return DONE


def _selftest(_options: argparse.Namespace) -> int:
    from composer.ui.selftest import selftest

    return selftest()


def _complain(message: str) -> int:
    print(seen(message), file=sys.stderr)
    return BAD_INPUT


if __name__ == "__main__":
    sys.exit(run())
