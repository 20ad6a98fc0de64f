"""What a PDF says of itself: title, language, dates, the standards it follows, its colour space."""

from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from time import gmtime

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument

from composer import resources
from composer.model.inline import clean
from composer.pdf.canvas import TaggedCanvas
from composer.pdf.objects import Raw, deflated, stream_bytes, string

PRODUCT = "Pleidooi"

# PDF/A part 2 level A (ISO 19005-2), which wants the schema of PDF/UA part 1 (ISO 14289-1) described.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{product}</pdf:Producer><xmp:CreatorTool>{product}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def write_metadata(canvas: TaggedCanvas, *, title: str, author: str, language: str, day: date | None) -> None:
    """Write information, XMP and output intent.

    The file is dated on the day of the document, not on the day of export, so that two exports are equal;
    without a day on the first of January 2000.
    """
    document = canvas.document
    moment = _date_file(document, day)
    info = document.info
    info.title, info.author, info.subject, info.keywords = title, author, title, ""
    info.creator = info.producer = PRODUCT
    packet = _XMP.format(
        title=escape(clean(title)),
        author=escape(clean(author)),
        language=escape(language),
        product=PRODUCT,
        date=moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
    )
    catalog = document.Catalog
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    metadata = Raw(stream_bytes(packet.encode(), b"/Type/Metadata/Subtype/XML"))
    catalog.Metadata = document.Reference(metadata, "Metadata")
    profile = document.Reference(deflated(_profile(), b"/N 3"), "ColourProfile")
    catalog.OutputIntents = PDFArray([_output_intent(profile)])


def _date_file(document: PDFDocument, day: date | None) -> datetime:
    given = day or date(2000, 1, 1)
    moment = datetime(given.year, given.month, given.day, 12, tzinfo=UTC)
    stamp = document._timeStamp
    stamp.t = moment.timestamp()
    stamp.lt = gmtime(stamp.t)
    stamp.YMDhms = tuple(stamp.lt)[:6]
    stamp.dhh = stamp.dmm = 0
    return moment


def _output_intent(profile: object) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": string("sRGB"),
            "Info": string("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile,
        }
    )


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return resources.path("colour/sRGB2014.icc").read_bytes()
