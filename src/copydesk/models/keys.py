"""Where keys are found: in the environment, else in the keyring, and nowhere else.

Only the process that calls models asks for a key's value.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

SERVICE = "copydesk"
"""The name under which the keyring is asked; the user there is the variable's name."""

VARIABLES: Mapping[str, tuple[str, ...]] = {
    "ai21": ("AI21_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY",),
    "cerebras": ("CEREBRAS_API_KEY",),
    "cohere": ("COHERE_API_KEY", "CO_API_KEY"),
    "cohere_chat": ("COHERE_API_KEY", "CO_API_KEY"),
    "dashscope": ("DASHSCOPE_API_KEY",),
    "deepinfra": ("DEEPINFRA_API_KEY",),
    "deepseek": ("DEEPSEEK_API_KEY",),
    "fireworks_ai": ("FIREWORKS_AI_API_KEY", "FIREWORKS_API_KEY"),
    "gemini": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "groq": ("GROQ_API_KEY",),
    "hyperbolic": ("HYPERBOLIC_API_KEY",),
    "mistral": ("MISTRAL_API_KEY",),
    "moonshot": ("MOONSHOT_API_KEY",),
    "nebius": ("NEBIUS_API_KEY",),
    "nvidia_nim": ("NVIDIA_NIM_API_KEY",),
    "openai": ("OPENAI_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY",),
    "perplexity": ("PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"),
    "sambanova": ("SAMBANOVA_API_KEY",),
    "together_ai": ("TOGETHERAI_API_KEY", "TOGETHER_API_KEY"),
    "vercel_ai_gateway": ("VERCEL_AI_GATEWAY_API_KEY",),
    "xai": ("XAI_API_KEY",),
    "zai": ("ZAI_API_KEY",),
}
"""The variables that hold a provider's key, by litellm's name for the provider; the first is
the one to name. What is missing here litellm looks for by itself."""

INSTEAD: Mapping[str, tuple[str, ...]] = {
    "anthropic": ("ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_FEDERATION_RULE_ID"),
}
"""Variables that do in place of a key; litellm reads them by itself."""

NAMES: Mapping[str, str] = {
    "ai21": "AI21",
    "anthropic": "Anthropic",
    "azure": "Azure OpenAI",
    "azure_ai": "Azure AI",
    "bedrock": "Amazon Bedrock",
    "cerebras": "Cerebras",
    "cohere": "Cohere",
    "cohere_chat": "Cohere",
    "deepinfra": "DeepInfra",
    "deepseek": "DeepSeek",
    "fireworks_ai": "Fireworks AI",
    "gemini": "Google Gemini",
    "groq": "Groq",
    "mistral": "Mistral",
    "moonshot": "Moonshot",
    "nvidia_nim": "NVIDIA NIM",
    "ollama": "Ollama",
    "ollama_chat": "Ollama",
    "openai": "OpenAI",
    "openrouter": "OpenRouter",
    "perplexity": "Perplexity",
    "sambanova": "SambaNova",
    "together_ai": "Together AI",
    "vertex_ai": "Google Vertex AI",
    "xai": "xAI",
    "zai": "Z.ai",
}
"""What people call a provider."""

_SECRET = re.compile(r".*(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)(_.*)?", re.I)
_SHORTEST = 8
"""Shorter values of the environment are words, not keys ("none", "ollama")."""
_HIDDEN = "[key]"


def in_environment(names: Iterable[str]) -> tuple[str, str]:
    """The first of some variables that holds anything, and what it holds; both may be empty."""
    for name in names:
        if value := os.environ.get(name, "").strip():
            return name, value
    return "", ""


def in_keyring(names: Iterable[str]) -> tuple[str, str]:
    """The same from the keyring, if there is one. It may take as long as a person who is asked."""
    try:
        import keyring
    except ImportError:
        return "", ""
    for name in names:
        try:
            value = (keyring.get_password(SERVICE, name) or "").strip()
        except Exception:  # a locked or broken keyring holds no key for us
            return "", ""
        if value:
            return name, value
    return "", ""


def providers_in_keyring(providers: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Those of some providers, given with their variables, whose key is in the keyring."""
    return [provider for provider, names in providers.items() if in_keyring(names)[0]]


def hide(text: str, key: str = "") -> str:
    """The text without any key that this process knows: ``key``, and the environment's."""
    known = {
        value.strip()
        for name, value in os.environ.items()
        if _SECRET.fullmatch(name) and len(value.strip()) >= _SHORTEST
    }
    if len(key) >= 4:
        known.add(key)
    for value in sorted(known, key=len, reverse=True):
        for form in {value, quote(value, safe=""), repr(value)[1:-1]}:
            text = text.replace(form, _HIDDEN)
    return text
