"""What programs put on the clipboard, in the shape that they have it; the words are our own."""

# ruff: noqa: E501  lines are broken where those programs break them

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} @list l0:level1 {mso-level-text:"\\F0B7";} --></style>
</head><body lang=NL link="#0563C1" style='tab-interval:35.4pt;word-wrap:break-word'><!--StartFragment-->
<h1><a name="_Toc100"></a>Gezonde
en weerbare stad<o:p></o:p></h1>
<p class=MsoNormal>In de week van <b><span style='mso-bidi-font-weight:normal'>2&nbsp;maart</span></b> spreekt
u <i>over</i> <a href="https://stedenkring.example/wonen (2026)">de begroting</a>.<a style='mso-footnote-id:ftn1'
href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'
><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt
"Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>het eerste<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span></span><![endif]>wat
daarin staat<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'
>·<span>&nbsp; </span></span><![endif]>het <del cite="mailto:iemand" datetime="2026-02-01T10:00">oude </del><ins
cite="mailto:iemand">nieuwe</ins> tweede<a class=msocomanchor id="_anchor_1" href="#_msocom_1">[AV1]</a><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><b><span style='mso-list:Ignore'>1.<span
>&nbsp; </span></span></b><![endif]><b>Maak besluiten gelijk<o:p></o:p></b></p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>a.<span
>&nbsp; </span></span><![endif]>Steden en corporaties wachten.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l2 level1 lfo3'><![if !supportLists]><span style='font-family:Wingdings'
><span style='mso-list:Ignore'>Ø<span>&nbsp; </span></span></span><![endif]><b>Zorg voor een snelle wet.<o:p></o:p></b></p>
<table class=MsoTableGrid border=1 cellspacing=0><tr style='mso-yfti-irow:0'><td width=300 valign=top><p class=MsoNormal
><b>Jaar<o:p></o:p></b></p></td><td width=300><p class=MsoNormal><b>Bedrag<o:p></o:p></b></p></td></tr>
<tr><td><p class=MsoNormal>2026<o:p></o:p></p></td><td><p class=MsoNormal>€&nbsp;3<o:p></o:p></p></td></tr></table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape/><![endif]--><![if !vml]><img width=300 height=200
src="file:///C:/Users/x/clip_image002.jpg"><![endif]><o:p></o:p></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Klopt dit?</p></div></div>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a>
Rekenkamer, <i>Kiezen</i>.<o:p></o:p></p></div></div><!--EndFragment--></body></html>"""

OUTLOOK = """<html><head><meta name=Generator content="Microsoft Word 15 (filtered medium)"></head><body lang=NL>
<div class=WordSection1><p class=MsoNormal><span style='font-size:11.0pt'>Beste allen,<o:p></o:p></span></p>
<p class=MsoNormal><span style='font-size:11.0pt'><o:p>&nbsp;</o:p></span></p>
<ul style='margin-top:0cm' type=disc><li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>punt een<o:p></o:p></li>
<li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>punt twee<o:p></o:p></li></ul>
<div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>Van:</b> Iemand
&lt;iemand@stedenkring.example&gt;<br><b>Onderwerp:</b> Brief<o:p></o:p></p></div></div>
<table border=0><tr><td><p class=MsoNormal>Alleen opmaak.</p></td></tr></table>
<img width=1 height=1 src="https://volg.example/pixel.gif"></div></body></html>"""

LIBREOFFICE = """<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><head>
<meta name="generator" content="LibreOffice 24.2 (Linux)"/><style type="text/css">p { line-height: 115% }</style></head>
<body lang="nl-NL" link="#000080" dir="ltr"><h2 class="western">Wonen</h2>
<p style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif"><b>Vet</b> en <i>cursief</i><sup>
<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup></font></p>
<ol type="a"><li><p style="margin-bottom: 0cm">eerste</p></li><li><p>tweede</p>
<ul><li><p>dieper</p></li></ul></li></ol>
<table width="100%"><colgroup><col width="128*"/></colgroup><thead><tr><th><p>Kop A</p></th><th><p>Kop B</p></th></tr></thead>
<tbody><tr><td><p>1</p></td><td><p>2</p><p>3</p></td></tr></tbody></table>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Een
noot.</p></div></body></html>"""

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-5d"><h2 dir="ltr"
style="line-height:1.38"><span style="font-size:16pt;font-weight:400;white-space:pre-wrap">Kop</span></h2><p dir="ltr"><span
style="font-weight:700;">vet</span><span style="font-weight:400;font-style:italic;"> schuin</span><span> gewoon</span></p><ol
style="margin-top:0"><li dir="ltr" style="list-style-type:decimal;" aria-level="1"><p dir="ltr" role="presentation"><span>een</span
></p></li><ul><li dir="ltr" style="list-style-type:disc;" aria-level="2"><p role="presentation"><span>diep</span></p></li></ul><li
dir="ltr" style="list-style-type:decimal;" aria-level="1"><p role="presentation"><span>twee</span></p></li></ol><br /></b>"""

BROWSER = """<html><body>
<!--StartFragment--><script>alert(1)</script><style>x{{}}</style><nav hidden></nav>
<article><h3 style="box-sizing: border-box; color: rgb(0, 0, 0)">Nieuws</h3>
<p style="font-size: medium">Een <a href="javascript:alert(1)">knop</a>, een <a href="/rel">verwijzing</a> en een
<a href="mailto:a@b.example">adres</a>.<span class="Apple-converted-space">&nbsp;</span></p>
<blockquote><p>Wat zij zei.</p><p>En nog iets.</p></blockquote>
<div style="display:none">onzichtbaar</div><pre>regel 1
  regel 2</pre>
<img alt="Foto" src="data:image/png;base64,{png}"><figcaption>Bijschrift</figcaption></article>
<!--EndFragment--></body></html>"""
