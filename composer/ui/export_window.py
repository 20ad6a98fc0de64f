"""The export window: what is wrong with the document first, then as what, under which name and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.app.formats import FORMATS, format_of
from composer.i18n import _, ngettext
from composer.model.finding import Severity
from composer.ui import theme
from composer.ui.findings import FindingsPane
from composer.ui.form import Form, Row
from composer.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from composer.app.preview import Rendered
    from composer.model.finding import Finding

WIDTH, FINDINGS = 560, 150


class ExportWindow(QDialog):
    """Errors block the export until they are solved; a finding that is chosen is gone to in the text."""

    export_asked = Signal(object, object)  # Path, Format
    place_chosen = Signal(object)  # Where

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing known of the document."""
        super().__init__(parent)
        self._format = FORMATS[0].key
        self._name, self._folder = "", ""
        self._findings: Sequence[Finding] | None = None
        self._sign, self.verdict = QLabel(), QLabel(wordWrap=True)
        self.findings = FindingsPane()
        self.form = Form(self._rows())
        self.export_button, self.cancel_button = QPushButton(), QPushButton()
        theme.dress(self.export_button, "primary")
        theme.dress(self.cancel_button, "framed")
        theme.dress(self.findings.list.verticalScrollBar())
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(self._export)
        self.cancel_button.clicked.connect(self.reject)
        self.form.edited.connect(self._edited)
        self.findings.chosen.connect(self._chosen)
        head = QHBoxLayout()
        head.addWidget(self._sign)
        head.addWidget(self.verdict, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.findings, 1)
        self._column.addWidget(self.form)
        self._column.addStretch()
        self._column.addLayout(buttons)
        theme.ground(self, "panel")
        self._measure()
        self.retranslate()

    def show_for(self, path: Path, rendered: Rendered | None) -> None:
        """Show the window with a file that is proposed, without its ending."""
        self._name, self._folder = path.name, str(path.parent)
        self._findings = None
        if rendered is not None:
            self.show_rendered(rendered)
        self.retranslate()
        self.show()
        self.raise_()
        self.activateWindow()
        if self._errors():
            self.findings.setFocus()
        else:
            self.form.focus("name")

    def show_rendered(self, rendered: Rendered) -> None:
        """Show what there is to tell about the document as it was laid out last."""
        self._findings = rendered.findings
        self.findings.show_findings(rendered)
        self._judge()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(_("Export"))
        self.export_button.setText(_("Export"))
        self.cancel_button.setText(_("Cancel"))
        self.findings.retranslate()
        self._fill()
        self._judge()

    # ---- what it says

    def _fill(self) -> None:
        self.form.set_rows(self._rows())

    def _rows(self) -> list[Row]:
        chosen = format_of(self._format)
        there = _("There is a file of this name; it will be replaced.") if self._path().exists() else ""
        return [
            Row(
                "format",
                _("Format"),
                "choice",
                chosen.key,
                tuple((one.key, _(one.label)) for one in FORMATS),
                _(chosen.use),
            ),
            Row("name", _("File name"), "text", self._name, hint=there, required=True),
            Row("folder", _("Folder"), "folder", self._folder),
        ]

    def _judge(self) -> None:
        """Say whether the document can be exported, in words and with a sign."""
        errors = self._errors()
        count = len(self._findings or ())
        if errors:
            words = ngettext(
                "{count} error must be solved before this can be exported.",
                "{count} errors must be solved before this can be exported.",
                errors,
            ).format(count=errors)
            sign, purpose = "circle-alert", "error"
        elif count:
            words = ngettext(
                "There is {count} finding; you can export all the same.",
                "There are {count} findings; you can export all the same.",
                count,
            ).format(count=count)
            sign, purpose = "triangle-alert", "warning"
        else:
            words, sign, purpose = _("Nothing stands in the way."), "circle-check", "success"
        side = theme.px(18)
        self._sign.setPixmap(icon(sign, purpose).pixmap(QSize(side, side), self.devicePixelRatioF()))
        self.verdict.setText(words)
        self.findings.setVisible(bool(count))
        self._enable()

    def _errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self._findings or ())

    def _enable(self) -> None:
        ready = bool(self._name.strip()) and Path(self._folder).is_dir()
        self.export_button.setEnabled(ready and not self._errors())

    # ---- what the author does

    def _path(self) -> Path:
        return format_of(self._format).named(Path(self._folder) / (self._name.strip() or "-"))

    def _edited(self, key: str, value: object) -> None:
        words = str(value)
        if key == "format":
            self._format = words
        elif key == "name":
            self._name = words.replace("/", " ").replace("\\", " ")
        else:
            self._folder = words
        self._fill()
        self._enable()

    def _export(self) -> None:
        path, format_ = self._path(), format_of(self._format)
        self.accept()
        self.export_asked.emit(path, format_)

    def _chosen(self, where: object) -> None:
        self.reject()
        self.place_chosen.emit(where)

    def _measure(self) -> None:
        side = theme.px(16)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(theme.px(12))
        self.setMinimumWidth(theme.px(WIDTH))
        self.findings.setMinimumHeight(round(FINDINGS / theme.scale()))  # screens do not grow with letters

    def changeEvent(self, event: QEvent) -> None:
        """Follow language, theme and scale."""
        super().changeEvent(event)
        if not hasattr(self, "_column"):
            return
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._measure()
            self._judge()
