from composer.app.people import (
    add_person,
    move_person,
    parts_of,
    remove_person,
    set_person,
    with_words,
    words_of,
)
from composer.model.people import Person
from tests.builders import letter, person, role

WRITTEN_TO = role("addressees", "addressee", fields=("organisation", "names", "salutation"))
SPEAKING = role("submitters", "submitter")
TITLES = role("enclosures", "enclosure", plain=True)


def keys(spec, someone=Person()):  # noqa: B008  frozen
    return [part.key for part in parts_of(spec, someone)]


def names(document):
    return [one.title for one in document.people.of("signatories")]


def test_the_parts_of_a_person_are_those_of_the_role_in_its_order():
    assert keys(WRITTEN_TO) == ["organisation", "names", "salutation"]


def test_a_role_that_names_no_parts_has_those_of_who_speaks():
    assert keys(SPEAKING) == keys(None) == ["names", "role", "organisation", "party", "email"]


def test_somebody_in_a_plain_role_is_a_title():
    assert [part.label for part in parts_of(TITLES, Person())] == ["Title"]


def test_what_a_person_has_besides_is_shown_too():
    assert keys(TITLES, Person(names=("Kaart",), organisation="RIVM")) == ["names", "organisation"]
    assert keys(SPEAKING, Person(salutation="Beste,"))[-1] == "salutation"


def test_several_names_and_lines_stand_on_a_line_each():
    someone = with_words(Person(), "names", "A. de Vries\n\n B. Jansen \n")
    assert someone.names == ("A. de Vries", "B. Jansen")
    assert words_of(someone, "names") == "A. de Vries\nB. Jansen"
    assert words_of(with_words(someone, "role", "wethouders"), "role") == "wethouders"


def test_people_are_added_changed_put_in_order_and_removed():
    document = letter(people={"signatories": (person("A"), person("B"))})
    document = add_person(document, "signatories")
    document = set_person(document, "signatories", 2, person("C"))
    assert names(document) == ["A", "B", "C"]
    assert names(move_person(document, "signatories", 2, 0)) == ["C", "A", "B"]
    assert names(move_person(document, "signatories", 0, 1)) == ["B", "A", "C"]
    assert move_person(document, "signatories", 2, 3) is document
    assert names(remove_person(document, "signatories", 1)) == ["A", "C"]
