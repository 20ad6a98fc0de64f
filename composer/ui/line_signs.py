"""Signs within lines of words at the size of letters: Qt has them 16 pixels large, however large they are."""

from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

from composer.ui import theme

_NAME = "signs of lines"
_SIDE = 16


class _Signs(QProxyStyle):
    """Says how large a sign in a line is, and nothing else."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric == QStyle.PixelMetric.PM_LineEditIconSize:
            return theme.px(_SIDE)
        return super().pixelMetric(metric, option, widget)


def signs_style() -> QStyle:
    """Return the style for lines where letters are not as large as usual; the application keeps it."""
    app = QApplication.instance()
    found = app.findChild(_Signs, _NAME) if app else None
    if found is None:
        found = _Signs(theme.FUSION)
        found.setObjectName(_NAME)
        found.setParent(app)
    return found
