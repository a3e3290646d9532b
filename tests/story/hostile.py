"""A hundred strings that somebody will type, paste or attack with one day."""

from __future__ import annotations

SCRIPTS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "'><b>bold</b>",
    "</title><script>alert(2)</script>", "</textarea><script>alert(3)</script>", "<iframe src=javascript:alert(4)>",
    "<a href='javascript:alert(5)'>click</a>", "<body onload=alert(6)>", "<style>*{display:none}</style>",
    "<!-- comment -->", "]]><x>", "<?php echo 1 ?>", "<base href='https://evil.example/'>",
    "<form action='https://evil.example'><button>Go</button></form>", "<math><mi//xlink:href='data:x,<script>alert(7)</script>'>",
    "javascript:alert(8)", "data:text/html,<script>alert(9)</script>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<details open ontoggle=alert(10)>", "<input autofocus onfocus=alert(11)>", "<marquee onstart=alert(12)>",
    "<object data='x'></object>", "<embed src='x'>", "<link rel=stylesheet href=//evil.example/x.css>",
]  # fmt: skip
TEMPLATES = [
    "{{7*7}}", "{{ config }}", "{% for x in ().__class__.__mro__ %}{% endfor %}", "{a.__class__}", "{0}", "{title}",
    "{link} {hashtag}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "%(title)s", "%s%s%s%n", "{{'a'.__class__}}", "{#comment#}",
    "{% raw %}", "[[7*7]]", "$(id)", "`id`", "{number} {outcome}", "{{{{", "}}}}",
]  # fmt: skip
SHEETS = ["=1+1", "=HYPERLINK(\"https://evil.example\",\"x\")", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1",
          " =1+1"]  # fmt: skip
SQL = [
    "'; DROP TABLE entries; --",
    '" OR ""="',
    "Robert'); DROP TABLE people;--",
    "1; SELECT pg_sleep(5)",
    "\\'; --",
]
UNICODE = [
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "Ŵyn, Tŷ ac Ŷd: cyfarfod y cyngor", "Cllr Siân Prŷs-Ŵyn",
    "مجلس المدينة", "עיריית", "\u202eevil\u202c", "\u2067rtl\u2069 after", "a\u200bb\u200cc\u200dd", "\ufeffbom",
    "👩‍👩‍👧‍👦 family", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru", "🇬🇧 flag", "é vs e\u0301", "İstanbul ß ſ K", "𝕭𝖚𝖉𝖌𝖊𝖙", "ｆｕｌｌｗｉｄｔｈ", "�", "\u2028line\u2029separators",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", "ﷺ" * 20, "日本語の議題", "한국어 안건", "ไทย", "नमस्ते", "\u00a0nbsp\u00a0",
]  # fmt: skip
LONG = [
    "x" * 600,
    "word " * 119,
    "a." * 299,
    "🎉" * 150,
    "W" * 300 + " " + "i" * 200,
    "-" * 600,
    "https://" + "a" * 500 + ".example",
]
ODD = [
    "@council @mayor",
    "#hashtag #another",
    "$TSLA $AAPL",
    "agreed.In favour 12",
    "null",
    "undefined",
    "NaN",
    "0",
    ".",
]

HOSTILE = [*SCRIPTS, *TEMPLATES, *SHEETS, *SQL, *UNICODE, *LONG, *ODD]
