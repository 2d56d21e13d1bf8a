"""How chats begin and end what they write: in English, German, French and Spanish.

Known are whole lines and paragraphs that speak to the one who asked, of the text as a text. What
an author could have written to readers ("If you want to go on, read …") is the answer's.
"""

from __future__ import annotations

import re

TALK = 240
"""Talk before an answer is no longer than this, in characters."""
OFFER = 500
"""Nor is an offer behind it longer than this."""


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_CHATS = r"(?:chatgpt|claude|gemini|copilot|perplexity|deepseek|mistral|le chat|grok|assistant)"
_YES = r"¡?" + _any(
    r"(?:sure(?: thing)?|certainly|of course|absolutely|gladly|got it|understood|okay|ok|perfect)",
    r"great(?: question| idea| choice| topic)?|no problem|happy to help",
    r"klar|gerne?|natürlich|selbstverständlich|alles klar|perfekt",
    r"bien sûr|d['’]accord|avec plaisir|parfait|volontiers",
    r"claro(?: que sí)?|por supuesto|con (?:mucho )?gusto|perfecto",
)
_MARK = r"[\s\u00a0\u202f]*[!.,:;…–—-]+\s*"
_HERE = _any(
    r"here(?:['’]s| is| are)|below (?:is|are)",
    r"hier (?:ist|sind|kommt|kommen|folgt|folgen|hast du)|anbei|im folgenden|nachfolgend",
    r"voici|voilà|ci-dessous",
    r"aquí (?:está|están|tienes|tiene|va|van)|a continuación",
)
_MADE = _any(
    r"intro|introduction|article|outline|draft|version|body|sections?|faqs?|pairs?|answers?",
    r"conclusion|text|posts?|thread|json|html|markdown|block|tags?|list|brief|research|links?",
    r"images?|review|rewrite|revision|notes|guide|announcement|summary|story",
    r"\w*(?:einleitung|einführung|artikel|gliederung|entwurf|fassung|schluss|schlussteil|fazit)",
    r"\w*(?:fragen|beitrag|texte?|abschnitte?|antworten?|überblick|anleitung|ankündigung)",
    r"plan|brouillon|texte|réponses?|annonce|résumé|billet",
    r"introducción|artículo|conclusión|texto|borrador|versión|respuestas?|esquema|resumen",
)
"""What a chat calls the thing it made."""
_WROTE = (
    _any(r"i['’]ve|i have", r"ich habe", r"j['’]ai", r"he")
    + r"\b.*\b"
    + _any(
        r"written|drafted|created|prepared|put together",
        r"geschrieben|erstellt|verfasst",
        r"écrit|rédigé",
        r"escrito|redactado|preparado",
    )
)
_FOR_YOU = _any(
    r"below|for you|as requested|you asked|dir|ihnen|für dich|pour (?:vous|toi)|para ti"
)
_HANDED = _any(
    r"here (?:you go|it is)", r"hier,? bitte(?: sehr)?|bitte sehr", r"et voilà", r"aquí lo tienes"
)
_OPENING = _any(
    rf"{_YES}[\s\u00a0\u202f]*[!.,…–—-]*",
    rf"{_YES}[\s\u00a0\u202f]*!.*\b{_HERE}\b.*\b{_MADE}\b.*",
    rf"{_YES}{_MARK}(?:.*\b)?{_HERE}\b.*\b{_MADE}\b.*:",
    rf"(?:{_YES}{_MARK})?{_HANDED}[\s\u00a0]*[:.!]*",
    rf"(?:{_YES}{_MARK})?{_WROTE}\b.*\b{_FOR_YOU}\b.*:",
    # What the page of a chat says above an answer.
    rf"{_CHATS}(?: said| says| hat gesagt| a dit| dijo)?[\s\u00a0]?:",
    r"(?:thought|reasoned) for (?:a (?:few seconds|second|moment|minute)|\d+ ?\w+(?: \d+ ?\w+)?)",
    r"nachgedacht für \d+ ?\w+",
)
_PLAIN_OPENING = rf"{_HERE}\b.*\b{_MADE}\b.*:"
"""Without a yes: an author may begin a list so."""

_VERBS = _any(
    r"write|create|add|generate|provide|help|make|turn|adjust|adapt|draft|produce|expand|tailor",
    r"suggest|prepare|shorten|format|translate|convert|continue|go on|revise|refine|tweak|do",
    r"proceed|move on|rewrite|give you",
)
_MACHEN = _any(
    r"schreib\w*|fortfahren|weitermachen|weiterschreiben|anpass\w*|kürzen|erstellen|ergänzen",
    r"übersetzen|hinzufügen|ausarbeiten|formulieren|liefern|überarbeiten|machen|umwandeln",
)
_OFFERS = _any(
    r"(?:would you like|do you want|want) me to\b.*",
    rf"(?:shall|should) i {_VERBS}\b.*",
    rf"(?:if you(?:['’]d like| like| want| need| prefer| wish)\b.*[ ,])?i (?:can|could)"
    rf"(?: also| now| next)* {_VERBS}\b.*",
    r"möchte(?:st du|n sie), dass ich\b.*",
    r"(?:wenn|falls) (?:du|sie)\b.*\bkann ich\b.*",
    r"(?:souhaitez-vous|voulez-vous|veux-tu) que je\b.*",
    r"si (?:vous|tu) (?:le )?(?:souhaite[sz]|voulez|veux)\b.*\bje peux\b.*",
    r"¿(?:quieres?|deseas?|(?:te|le) gustaría) que\b.*",
    r"si (?:lo )?(?:quieres?|deseas?)\b.*\bpuedo\b.*",
)
_REQUESTS = _any(
    r"would you like (?:a|an|another|any|some)\b.*\b(?:version|revision|changes?|draft)\b.*\?.*",
    r"(?:is there )?anything (?:else )?you(?:['’]d like| want) (?:me )?to\b.*\?.*",
    r"(?:just )?let me know (?:if|whether|when|which|what|how)\b.*\b"
    + _any(
        r"you(?:['’]d like| want| need| prefer)|changes?|adjust\w*|revis\w*|tweaks?|expand\w*",
        r"shorter|longer|tone|version|anything else|further|edits?|continue",
    )
    + r"\b.*",
    r"feel free to (?:ask (?:me|if|for any)|tell me|let me know|adjust|modify|tweak|edit)\b.*",
    r"(?:i )?hope (?:this|that|it) helps\s*(?:[!.…]|with your\b).*",
    rf"i(?:['’]m| am|['’]d be| would be) (?:happy|glad) to {_VERBS}\b.*",
    r"if you(?:['’]d like| want| need)\b.*\b(?:just (?:say|tell me|ask)|let me know|i['’]ll)\b.*",
    r"ready for the next (?:prompt|section|part|step)\b.*",
    rf"soll ich\b.*\b{_MACHEN}\b.*\?.*",
    r"sag(?:en sie|t)? (?:mir )?(?:einfach |gerne? )?bescheid\b.*",
    r"(?:lass|lassen sie) (?:es )?mich (?:einfach |gerne? )?wissen\b.*",
    r"gerne (?:kann ich|passe ich|schreibe ich|überarbeite ich|erstelle ich)\b.*",
    r"ich (?:hoffe|kann)\b.*\b(?:hilft dir|hilft ihnen|weiterhelfen|auch gerne|gerne auch)\b.*",
    r"n['’]hésite[sz]? pas à (?:me |m['’]|demander)\b.*",
    r"(?:dites|dis)-moi si\b.*",
    r"j['’]espère que (?:cela|ça|ce texte)\b.*\b(?:vous|te|convient|aide)\b.*",
    r"(?:avísame|avíseme|dime|dígame|házmelo saber) si\b.*",
    r"espero que (?:te|le|esto)\b.*\b(?:sirva|ayude|guste)\b.*",
)
_COUNTS = _any(
    _any(
        r"(?:total |final )?(?:word|character)s?(?: count)?",
        r"wortzahl|wortanzahl|anzahl (?:der )?wörter|wörter|zeichen",
        r"nombre de mots|mots|(?:número|recuento|cantidad) de palabras|palabras",
    )
    + r"\b\W*\d.*",
    r"(?:(?:total|approx(?:\.|imately)?|about|roughly|circa|ca\.?|rund|etwa|environ|unas?|[~≈])"
    r"[\s:]*+)*+\d[\d.,\u202f\u00a0 ]*+"
    r"(?:words?|characters?|wörter|zeichen|mots|caractères|palabras|caracteres)\W*",
)
_OF_THE_TEXT = _any(
    r"title|keyword|tone|length|draft|brief|outline|headings?|sections?|prompt|instructions?",
    r"placeholders?|requested|you asked|word count|words|figures?|sources?|claims?",
    r"titel|länge|gliederung|vorgaben?|wörter|quellen|titre|mots|longueur|consignes?",
    r"título|palabras|longitud|instrucciones|fuentes",
)
_REMARKS = _any(
    r"(?:notes?|hinweise?|anmerkung(?:en)?|remarques?|notas?)[*_\s\u00a0]*+:[*_\s]*+"
    rf"(?:i|i['’]ve|ich|j['’]ai|he|all)\b.*\b{_OF_THE_TEXT}\b.*",
    rf"this {_MADE}\b.*\b(?:\d+ words|word count|as requested|your (?:brief|outline))\b.*",
    rf"{_CHATS} (?:can make|kann|peut|puede)\b.*\b(?:mistakes?|fehler|erreurs?|errores)\b.*",
    r"[\[(]?(?:to be )?continued?\b.*\bnext (?:message|part|response)\b.*",
)
_TO_READERS = re.compile(
    r"\]\(|https?://|\{\{|\b(?:our|unser\w*|notre|nos|nuestr\w+|comments?|forum|newsletter|mastodon"
    r"|readers?|issue tracker)\b",
    re.IGNORECASE,
)
"""What only an author says, to readers."""

_OPENS = re.compile(_OPENING, re.IGNORECASE)
_OPENS_PLAINLY = re.compile(_PLAIN_OPENING, re.IGNORECASE)
_CLOSES = re.compile(_any(_OFFERS, _REQUESTS, _COUNTS, _REMARKS), re.IGNORECASE)
_LISTS = re.compile(_OFFERS, re.IGNORECASE)
_AROUND = re.compile(
    r"^[^\w¡¿\[]++|[*_)\s\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]+$"
)  # emphasis, brackets, emoji


def is_opening(text: str, before_list: bool) -> bool:
    """Whether a line is a chat's, before its answer.

    Args:
        before_list: Whether a list follows, which an author announces in much the same words.
    """
    plain = _plain(text)
    if len(plain) > TALK:
        return False
    if _OPENS.fullmatch(plain):
        return True
    return not before_list and _OPENS_PLAINLY.fullmatch(plain) is not None


def is_closing(text: str) -> bool:
    """Whether a paragraph, as one line, is a chat's, behind its answer."""
    plain = _plain(text)
    return (
        0 < len(plain) <= OFFER
        and _CLOSES.fullmatch(plain) is not None
        and not _TO_READERS.search(plain)
    )


def offers(text: str) -> bool:
    """Whether a paragraph, as one line, announces a list of what a chat could do next."""
    plain = _plain(text)
    return (
        len(plain) <= TALK
        and plain.endswith((":", "…", "..."))
        and _LISTS.fullmatch(plain.rstrip(":….\u00a0 ")) is not None
        and not _TO_READERS.search(plain)
    )


def _plain(text: str) -> str:
    """The line without what stands around its words; a long one stays long."""
    return _AROUND.sub("", text[: 2 * OFFER])
