"""The application object: its name, its icon, its language. Nothing heavy is imported here."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from composer import __version__, i18n
from composer.ui import theme
from composer.ui.icons import app_icon

_TRANSLATOR = "words of Qt"


def make_application(arguments: Sequence[str], language: str = "") -> QApplication:
    """Return the application, with Qt's own words in the user's language; the one there is, if there is one.

    The theme is for the caller to apply, who knows the settings.
    """
    QCoreApplication.setApplicationName("Pleidooi")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication([*arguments, "-style", theme.FUSION])
        app.setProperty(theme.STYLE, theme.FUSION)
    QGuiApplication.setDesktopFileName("pleidooi")
    app.setWindowIcon(app_icon())
    set_language(app, language or i18n.preferred_language())
    return app


def set_language(app: QApplication, language: str) -> None:
    """Make program and Qt speak a language; every widget hears of it by `QEvent.LanguageChange`."""
    i18n.speak(language)
    QLocale.setDefault(QLocale("en_GB" if language == "en" else language))
    for old in app.findChildren(QTranslator, _TRANSLATOR):
        app.removeTranslator(old)
        old.deleteLater()
        old.setObjectName("")
    translator = QTranslator(app)
    translator.setObjectName(_TRANSLATOR)
    # For English there is no file: Qt is written in it.
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
