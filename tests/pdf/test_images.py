"""Pictures in a PDF: their colours, their transparency, and nothing that a camera wrote into them."""

import random
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pillow
from PIL import ImageChops, ImageOps

from composer.app.compile import compile_document
from composer.app.export import compile_file
from composer.app.world import world_of
from composer.blocks.figure import Figure
from composer.model.document import Document
from composer.model.inline import parse_text
from composer.model.picture import Image
from composer.pdf.images import _BAND, _brought_down, _clean, image_form, pixels_for
from composer.store.pictures import read_picture
from tests.audit import audit, tree
from tests.pdf.letters import compiled, letter
from tests.pictures import camera, encoded, jpeg, picture, png, svg, wide_profile

LIMITS = page.SafetyLimits(max_reference_depth=100_000)


def with_pictures(*images: Image, **changes: object) -> Document:
    figures = (
        Figure(image=image.name, alt="Een vlak", caption=parse_text("Een vlak."), width="90%", **changes)
        for image in images
    )
    made = letter(*figures)
    return Document(template=made.template, language="nl", title="Brief", blocks=made.blocks, media=images)


def is_valid(data: bytes) -> bool:
    reports = [page.validate_pdf_bytes(data, profile=profile, limits=LIMITS) for profile in ("ua1", "2a")]
    return all(report.is_compliant for report in reports)


def images_in(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    """Return the pictures of a file and their masks."""
    return [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]


def shown(data: bytes) -> Pillow.Image:
    """Return the one picture of a file as a reader decodes it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        (found,) = images_in(pdf)
        return pikepdf.PdfImage(found).as_pil_image().convert("RGB")


def alike(one: Pillow.Image, other: Pillow.Image, tolerance: int = 3) -> bool:
    if one.size != other.size:
        return False
    extrema = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(high for _low, high in extrema) <= tolerance


# ---- every sort of picture

SORTS = {
    "png RGB": png(200, 150),
    "png grey": png(200, 150, "L"),
    "png palette": png(200, 150, "P"),
    "png black and white": png(200, 150, "1"),
    "png transparent": png(200, 150, "RGBA"),
    "png grey and transparent": png(200, 150, "LA"),
    "png of 16 bits": png(200, 150, "I;16"),
    "png with its own colours": png(200, 150, icc_profile=wide_profile()),
    "jpeg": jpeg(200, 150),
    "jpeg progressive": jpeg(200, 150, progressive=True),
    "jpeg grey": jpeg(200, 150, "L"),
    "jpeg for printing": jpeg(200, 150, "CMYK"),
    "jpeg with its own colours": jpeg(200, 150, icc_profile=wide_profile()),
    "jpeg on its side": jpeg(200, 150, exif=camera(orientation=6)),
    "svg": svg(200, 150),
}


@pytest.mark.parametrize("sort", SORTS)
def test_every_picture_makes_a_valid_file(sort: str):
    made = compiled(with_pictures(read_picture(SORTS[sort], "a"), read_picture(svg(), "b.svg")))
    assert not made.has_errors
    assert is_valid(made.pdf)
    assert audit(made.pdf) == []
    assert (
        made.pdf == compiled(with_pictures(read_picture(SORTS[sort], "a"), read_picture(svg(), "b.svg"))).pdf
    )


def test_a_picture_among_signatures_of_pixels_is_seen_where_it_stands():
    red = encoded(Pillow.new("RGB", (100, 50), (220, 20, 20)), "PNG")
    made = compiled(with_pictures(read_picture(red, "a.png")))
    one = next(one for one in made.layout.pages[0].pictures if isinstance(one.drawing, Image))
    image = pypdfium2.PdfDocument(made.pdf)[0].render(scale=1).to_pil().convert("RGB")
    assert image.getpixel((int(one.x) + 3, int(one.y) + 3)) == (220, 20, 20)
    assert image.getpixel((int(one.x + one.width) - 3, int(one.y + one.height) - 3)) == (220, 20, 20)
    assert image.getpixel((int(one.x) + 3, int(one.y) - 3)) == (255, 255, 255)


def test_what_can_be_seen_through_shows_what_is_behind_it():
    glass = Pillow.new("RGBA", (100, 50), (0, 0, 0, 0))
    glass.paste((0, 0, 200, 255), (0, 0, 50, 50))
    made = compiled(with_pictures(read_picture(encoded(glass, "PNG"), "a.png")))
    one = next(one for one in made.layout.pages[0].pictures if isinstance(one.drawing, Image))
    image = pypdfium2.PdfDocument(made.pdf)[0].render(scale=1).to_pil().convert("RGB")
    middle = int(one.y + one.height / 2)
    assert image.getpixel((int(one.x) + 5, middle)) == (0, 0, 200)
    assert image.getpixel((int(one.x + one.width) - 5, middle)) == (255, 255, 255)


def test_a_mask_that_hides_nothing_is_left_out():
    full = picture("RGB", 100, 50).convert("RGBA")
    assert image_form(read_picture(encoded(full, "PNG"), "a"), 0).mask == b""


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_the_camera_was_held(orientation: int):
    pixels = picture("RGB", 80, 40)
    data = encoded(pixels, "JPEG", quality=95, exif=camera(orientation=orientation))
    upright = ImageOps.exif_transpose(Pillow.open(BytesIO(data)))
    made = compiled(with_pictures(read_picture(data, "a.jpg")))
    assert alike(shown(made.pdf), upright, 12)


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_a_large_photo_is_brought_down_and_turned(orientation: int):
    pixels = picture("RGB", 1600, 800)
    data = encoded(pixels, "JPEG", quality=95, exif=camera(orientation=orientation))
    upright = ImageOps.exif_transpose(Pillow.open(BytesIO(data)))
    width, height = 200, round(upright.height * 200 / upright.width)
    form = image_form(read_picture(data, "a.jpg"), width)
    assert b"/Width %d/Height %d" % (width, height) in form.content
    found = Pillow.open(BytesIO(form.content[form.content.index(b"\xff\xd8") :])).convert("RGB")
    assert alike(found, upright.resize((width, height), Pillow.Resampling.LANCZOS), 14)


def test_what_is_brought_down_in_bands_has_no_seams():
    rows = random.Random(7).randbytes(900 * 1500 * 4)
    whole = Pillow.frombytes("RGBA", (900, 1500), rows)
    size = (333, 555)
    assert size[1] > 3 * _BAND
    found = _brought_down(whole, size)
    wanted = whole.resize(size, Pillow.Resampling.LANCZOS)
    difference = ImageChops.difference(found.convert("RGBa"), wanted.convert("RGBa")).getextrema()
    assert max(high for _low, high in difference) <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is told by Linux")
@pytest.mark.parametrize("mode", ["RGBA", "RGB"])
def test_forty_million_pixels_stand_in_memory_about_once(tmp_path: Path, mode: str):
    file = tmp_path / "large.png"
    Pillow.new(mode, (8000, 5000), (90, 120, 30, 128)[: len(mode)]).save(file)
    script = (
        "import sys; from pathlib import Path;"
        "from composer.pdf.images import image_form; from composer.store.pictures import read_picture;"
        "image = read_picture(Path(sys.argv[1]).read_bytes(), 'a.png'); assert not image.problem;"
        "image_form(image, 1890); print(Path('/proc/self/status').read_text())"
    )
    ran = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, check=True)
    (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB$", ran.stdout, re.MULTILINE)
    assert int(peak) * 1024 < 2.2 * 160_000_000  # 4 bytes a pixel


def test_other_colours_become_those_of_the_screen():
    red = encoded(Pillow.new("RGB", (20, 20), (255, 0, 0)), "PNG", icc_profile=wide_profile())
    pixel = shown(compiled(with_pictures(read_picture(red, "a.png"))).pdf).getpixel((5, 5))
    assert pixel[1] > 200  # in that profile red means green
    assert pixel[0] < 100
    plain = encoded(Pillow.new("RGB", (20, 20), (255, 0, 0)), "PNG", icc_profile=b"nonsense")
    assert shown(compiled(with_pictures(read_picture(plain, "a.png"))).pdf).getpixel((5, 5)) == (255, 0, 0)


def test_sixteen_bits_become_eight():
    assert alike(
        shown(compiled(with_pictures(read_picture(png(80, 40, "I;16"), "a"))).pdf), picture("L", 80, 40), 1
    )


def test_printing_colours_are_shown_and_told():
    made = compiled(with_pictures(read_picture(jpeg(200, 150, "CMYK"), "a.jpg")))
    assert "printing-colours" in {finding.id for finding in made.findings}
    assert b"DeviceCMYK" not in image_form(read_picture(jpeg(200, 150, "CMYK"), "a.jpg"), 0).content


# ---- what a picture tells of its maker

SECRETS = (b"Camera of somebody", b"Somebody by name", b"a remark", b"Exif")


@pytest.mark.parametrize("sort", ["JPEG", "PNG"])
def test_nothing_of_who_where_and_when_leaves_with_a_picture(sort: str):
    told = {"comment": b"a remark"} if sort == "JPEG" else {}
    data = encoded(picture("RGB", 200, 150), sort, exif=camera(), xmp=b"<x>a remark</x>", **told)
    assert any(secret in data for secret in SECRETS)
    pdf = compiled(with_pictures(read_picture(data + b"a remark behind the end", "a"))).pdf
    assert not any(secret in content for content in _contents(pdf) for secret in SECRETS)


def _contents(data: bytes) -> list[bytes]:
    """Return a file and everything that is packed in it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        raw = [one.read_raw_bytes() for one in streams]
        return [data, *raw, *(one.read_bytes() for one in streams if one.get("/Subtype") != "/Image")]


def test_the_pixels_of_a_stripped_jpeg_are_the_same():
    data = jpeg(200, 150, progressive=True, comment=b"a remark", exif=camera(), restart_marker_blocks=2)
    stripped = b"".join(_clean(data + b"behind the end"))
    assert len(stripped) < len(data)
    assert b"a remark" not in stripped
    assert alike(Pillow.open(BytesIO(stripped)), Pillow.open(BytesIO(data)), 0)


def test_a_jpeg_whose_three_colours_are_red_green_and_blue_is_made_anew():
    data = encoded(picture("RGB", 64, 64), "JPEG", keep_rgb=True, quality=95)
    assert alike(shown(compiled(with_pictures(read_picture(data, "a.jpg"))).pdf), picture("RGB", 64, 64), 12)


@pytest.mark.parametrize("seed", range(40))
def test_a_mutilated_jpeg_that_is_read_is_painted(seed: int):
    chance = random.Random(seed)
    data = bytearray(jpeg(64, 48, progressive=seed % 2 == 0, exif=camera()))
    for _ in range(3):
        data[chance.randrange(2, len(data))] = chance.randrange(256)
    image = read_picture(bytes(data), "a.jpg")
    if not image.problem:
        assert image_form(image, 0).content
        assert image_form(image, 8).content


# ---- how many pixels


def test_more_pixels_than_print_can_show_are_left_out():
    image = read_picture(jpeg(3000, 200), "a.jpg")
    assert pixels_for(image, 72.0) == 300
    assert pixels_for(image, 72.0 * 6.6) == 1980
    assert pixels_for(image, 72.0 * 6.7) == 0  # fewer than half as many more: left as they are
    small = image_form(image, 300).content
    assert b"/Width 300/Height 20/" in small
    assert len(small) < len(image_form(image, 0).content) / 5


def test_a_png_may_shrink_too_and_keeps_its_mask():
    form = image_form(read_picture(png(900, 600, "RGBA"), "a.png"), 90)
    assert b"/Width 90/Height 60/" in form.content
    assert b"/Width 90/Height 60/" in form.mask
    assert b"/DeviceGray" in form.mask


def test_a_picture_stands_once_in_the_file_however_often_it_is_shown():
    image = read_picture(png(200, 150, "RGBA"), "a.png")
    data = compiled(with_pictures(image, image, image)).pdf
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(images_in(pdf)) == 2  # it and its mask


# ---- tags


def test_a_picture_says_what_it_shows_where_it_stands():
    made = compiled(with_pictures(read_picture(png(200, 150), "a.png")))
    figure = next(node for node in _nodes(tree(made.pdf)) if node.attributes.get("alt") == "Een vlak")
    assert figure.path == "Document/Div/Figure"
    left, bottom, right, top = map(float, figure.attributes["BBox"].split())
    one = next(one for one in made.layout.pages[0].pictures if isinstance(one.drawing, Image))
    assert (left, right - left) == pytest.approx((one.x, one.width), abs=0.01)
    assert (made.layout.height - top, top - bottom) == pytest.approx((one.y, one.height), abs=0.01)


def test_a_picture_that_decorates_is_passed_over():
    made = compiled(with_pictures(read_picture(png(200, 150), "a.png"), decorative=True))
    assert is_valid(made.pdf)
    assert audit(made.pdf) == []
    assert [node.tag for node in _nodes(tree(made.pdf))].count("Figure") == 1  # the logo


def _nodes(node):
    yield node
    for kid in node.kids:
        if not isinstance(kid, str):
            yield from _nodes(kid)


# ---- from a file


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.png", None, "missing-picture"),
        ("a.png", b"GIF89a", "bad-picture"),
        ("a.svg", svg(content="<script/>"), "bad-picture"),
        ("a.jpg", jpeg()[:300], "bad-picture"),
    ],
)
def test_what_cannot_be_printed_is_an_error_with_its_place_and_shown_by_its_name(
    tmp_path: Path, name, content, told
):
    (tmp_path / "media").mkdir()
    if content is not None:
        (tmp_path / "media" / name).write_bytes(content)
    file = tmp_path / "letter.yaml"
    file.write_text(
        "pleidooi: 1\ntemplate: demo/letter\nblocks:\n"
        f"  - {{kind: figure, image: {name}, alt: Iets}}\n  - {{kind: paragraph, text: Erna.}}\n",
        "utf-8",
    )
    checked = compile_file(file)
    (finding,) = [one for one in checked.compilation.findings if one.id == told]
    assert finding.severity.value == "error"
    assert name in finding.sentence
    assert finding.advice
    assert checked.place(finding) == (4, 27)
    assert f"⟦{name}?⟧" in pypdfium2.PdfDocument(checked.compilation.pdf)[0].get_textpage().get_text_range()
    assert is_valid(checked.compilation.pdf)


def test_a_document_is_compiled_with_its_pictures():
    made = with_pictures(read_picture(png(200, 150), "a.png"))
    assert compile_document(made, world_of(made)).pdf == compiled(made).pdf
