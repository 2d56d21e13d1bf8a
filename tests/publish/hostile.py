"""Two hundred hostile answers: what tries to run, to fetch or to break out, in many wrappings."""

from __future__ import annotations

import json
from typing import NamedTuple

MARK = "copydeskWasHit"
"""What every script would set on the window, and what every address would ask for."""
_RUN = f"window.{MARK}=1"
_GET = f"https://{MARK.lower()}.example/x"


class Hostile(NamedTuple):
    """An answer to one prompt."""

    prompt: str
    text: str


PAYLOADS = (
    f"<script>{_RUN}</script>",
    f"<SCRIPT SRC={_GET}></SCRIPT>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<img src=x onerror={_RUN}>",
    f'<img src="{_GET}" onload="{_RUN}">',
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f'<svg><a xlink:href="javascript:{_RUN}"><text>x</text></a></svg>',
    f"<math><mtext></p><style><img src=x onerror={_RUN}></style></mtext></math>",
    f'<iframe src="javascript:{_RUN}"></iframe>',
    f'<iframe srcdoc="<script>parent.{MARK}=1</script>"></iframe>',
    f'<object data="{_GET}"></object>',
    f'<embed src="{_GET}">',
    f'<base href="{_GET}/">',
    f'<meta http-equiv="refresh" content="0;url={_GET}">',
    f'<link rel="stylesheet" href="{_GET}">',
    f"<style>@import url({_GET});</style>",
    f"<style>body{{background:url({_GET})}}</style>",
    f'<p style="background:url({_GET})">x</p>',
    f'<div onmouseover="{_RUN}" style="position:fixed;inset:0">x</div>',
    f'<body onload="{_RUN}">',
    f'<input autofocus onfocus="{_RUN}">',
    f'<details open ontoggle="{_RUN}">x</details>',
    f'<video src="{_GET}" onerror="{_RUN}"></video>',
    f'<audio src="{_GET}" autoplay></audio>',
    f'<form action="{_GET}"><button>x</button></form>',
    f'<a href="javascript:{_RUN}">x</a>',
    f'<a href="{_GET}" ping="{_GET}" target="_blank">x</a>',
    f"<!--><script>{_RUN}</script>-->",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"</article></main></body><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<template><script>{_RUN}</script></template>",
    f'<noscript><p title="</noscript><img src=x onerror={_RUN}>">',
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#60;script&#62;{_RUN}&#60;/script&#62;",
    f"<script\x00>{_RUN}</script>",
    f"<img\x0bsrc=x\x0conerror={_RUN}>",
    f"[x](javascript:{_RUN})",
    f"[x](JaVaScRiPt:{_RUN})",
    f"[x](java&#115;cript:{_RUN})",
    f"[x](&#x6A;avascript:{_RUN})",
    f"[x](<java\tscript:{_RUN}>)",
    f"[x](data:text/html,<script>{_RUN}</script>)",
    f"[x](vbscript:{_RUN})",
    f"[x](file:///etc/passwd '{_RUN}')",
    f"[x](//{MARK.lower()}.example/x)",
    f'[x](https://a.example/" onclick="{_RUN})',
    f"[x](https://a.example/ '\" onmouseover=\"{_RUN}')",
    f"![x]({_GET})",
    f'![x" onerror="{_RUN}](x.png "x" )',
    f"![x](data:image/svg+xml,<svg onload={_RUN}>)",
    f"![<script>{_RUN}</script>](x.png '</figcaption><script>{_RUN}</script>')",
    f"<javascript:{_RUN}>",
    f"[x][y]\n\n[y]: javascript:{_RUN}",
    f"[![x]({_GET})](javascript:{_RUN})",
    f"**[x](javascript:{_RUN})** [verify <script>{_RUN}</script>]",
    f"`<script>{_RUN}</script>`",
    f"```\n</code></pre><script>{_RUN}</script>\n```",
    f'```html" onmouseover="{_RUN}\nx\n```',
    f"| <script>{_RUN}</script> | x |\n|--|--|\n| <img src=x onerror={_RUN}> | x |",
    f"| x |\n|--|\n| [x](javascript:{_RUN}) |",
    f"> <script>{_RUN}</script>\n> > [x](javascript:{_RUN})",
    f"1. <img src=x onerror={_RUN}>\n   - [x](javascript:{_RUN})",
    f"\u2028<script>{_RUN}</script>\u2029\u202e",
    "[" * 400 + f"](javascript:{_RUN})",
)


def _in_body(payload: str) -> str:
    return f"## Soup\n\nBefore.\n\n{payload}\n\nBehind, [verify]."


def _in_heading(payload: str) -> str:
    line = " ".join(payload.split("\n"))
    return f"## {line}\n\nText under it.\n\n### {line} again\n\nText."


def _in_questions(payload: str) -> str:
    return json.dumps([{"question": f"Why? {payload}", "answer": f"{payload} Because."}])


def _in_head(payload: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": payload,
        "author": {"name": payload, "url": payload},
        "dateModified": payload,
        "extra": payload,
    }
    return (
        f'<title>{payload}</title>\n<meta name="description" content="{payload}">\n'
        f"<meta property=\"og:title\" content='{payload}'>\n"
        f'<script type="application/ld+json">{json.dumps(data)}</script>\n{payload}'
    )


ANSWERS = tuple(
    Hostile(prompt, wrap(payload))
    for payload in PAYLOADS
    for prompt, wrap in (
        ("body", _in_body),
        ("body", _in_heading),
        ("faq", _in_questions),
        ("meta", _in_head),
    )
)
"""At least two hundred."""
assert len(ANSWERS) >= 200
