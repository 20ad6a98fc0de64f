"""Where the Tab key may go: the widgets below one that take the keyboard, in order.

`QWidget.nextInFocusChain` would tell it too, but PySide 6.11 makes what it returns the child of what was
asked: when one widget goes, all behind it in the chain are lost to Python, menus and toolbar among them.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops(root: QWidget) -> list[QWidget]:
    """Return the widgets in and under `root` that Tab may stop at now, as they were put into it."""
    return [widget for widget in (root, *root.findChildren(QWidget)) if takes_tab(widget)]


def takes_tab(widget: QWidget) -> bool:
    """Return whether Tab stops at a widget now."""
    asked = widget.focusProxy() or widget
    policy = asked.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(policy) and asked.isVisible() and asked.isEnabled()


def beyond(pane: QWidget, *, forward: bool) -> QWidget | None:
    """Return the next stop of the window outside a pane, from the other end when there is none that way."""
    window = pane.window()
    order = (window, *window.findChildren(QWidget))
    here = order.index(pane)
    after, before = order[here + 1 :], order[:here]
    way = (*after, *before) if forward else (*reversed(before), *reversed(after))
    outside = (widget for widget in way if not pane.isAncestorOf(widget))
    return next((widget for widget in outside if takes_tab(widget)), None)


def lead(anchor: QWidget, *stops: QWidget) -> None:
    """Let Tab go from a widget, which may be no stop itself, to these in order, before all that came next.

    What is made later stands at the end of Qt's chain, behind all the rest of the window.
    """
    policy = anchor.focusPolicy()
    if policy is Qt.FocusPolicy.NoFocus:
        anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt puts nothing behind what takes no focus
    before = anchor
    for stop in stops:
        QWidget.setTabOrder(before, stop)
        before = stop
    anchor.setFocusPolicy(policy)


def parts(control: QWidget) -> list[QWidget]:
    """Return what takes the keyboard in a control, in order; Qt's own parts of a field are none."""
    inside = [one for one in control.findChildren(QWidget) if not one.objectName().startswith("qt_")]
    tab = Qt.FocusPolicy.TabFocus.value
    here = [one for one in (control, *inside) if one.window() is control.window()]
    return [one for one in here if one.focusPolicy().value & tab and not one.focusProxy()]


def give_focus(pane: QWidget) -> None:
    """Give the keyboard to a pane, or to the first control in it that takes it."""
    target = next(iter(stops(pane)), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)
