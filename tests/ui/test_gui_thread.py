import sys
import threading

from composer.ui.gui_thread import post


def test_a_call_from_another_thread_is_made_in_the_thread_of_the_window(qapp, qtbot):
    seen = []
    worker = threading.Thread(target=lambda: post(lambda: seen.append(threading.current_thread())))
    worker.start()
    worker.join()
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [threading.main_thread()]


def test_calls_are_made_in_the_order_of_asking(qapp, qtbot):
    seen = []
    for number in range(50):
        post(lambda number=number: seen.append(number))
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_a_call_is_never_made_at_once(qapp, qtbot):
    seen = []
    post(lambda: seen.append("later"))
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))


def test_what_a_call_raises_goes_to_the_excepthook_and_later_calls_are_made(qapp, qtbot, monkeypatch):
    caught, seen = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    post(lambda: 1 / 0)
    post(lambda: seen.append("after"))
    qtbot.waitUntil(lambda: bool(seen))
    assert caught == [ZeroDivisionError]
