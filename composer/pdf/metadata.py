"""What a PDF says of itself: title, language, dates, the standards it follows, its colour space."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from html import escape

from composer import resources
from composer.model.characters import clean
from composer.pdf.canvas import TaggedCanvas
from composer.pdf.objects import deflated_bytes, stream_bytes, string

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
    moment = datetime.combine(day or date(2000, 1, 1), time(12), UTC)
    packet = _XMP.format(
        title=escape(clean(title)),
        author=escape(clean(author)),
        language=escape(language),
        product=PRODUCT,
        date=moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
    )
    stamp = string(moment.strftime("D:%Y%m%d%H%M%S+00'00'"))
    product = string(PRODUCT)
    document.ready[document.registered(document.info)] = (
        b"<</Author%s/CreationDate%s/Creator%s/Keywords()/ModDate%s/Producer%s/Subject%s/Title%s/Trapped/False>>"
        % (string(author), stamp, product, stamp, product, string(title), string(title))
    )
    metadata = document.add(stream_bytes(packet.encode(), b"/Type/Metadata/Subtype/XML"))
    profile = document.add(deflated_bytes(_profile(), b"/N 3"))
    document.catalog |= {
        "MarkInfo": b"<</Marked true>>",
        "Metadata": b"%d 0 R" % metadata,
        "OutputIntents": b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]" % profile,
        "ViewerPreferences": b"<</DisplayDocTitle true>>",
    }


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return resources.path("colour/sRGB2014.icc").read_bytes()
