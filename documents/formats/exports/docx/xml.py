"""Elements of WordprocessingML, made short. Loaded with the first Word file."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def w(name: str, /, *children: Any, **attributes: object) -> Any:
    """Return an element w:name; attributes get the same prefix, children that are None are left out."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def words(text: str) -> Any:
    element = w("t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def run(*content: Any, properties: Any = None) -> Any:
    return w("r", properties, *content)


def paragraph(*content: Any, style: str = "", properties: tuple[Any, ...] = ()) -> Any:
    """Return a paragraph; properties come in the order that the standard wants, the style first."""
    about = [w("pStyle", val=style)] if style else []
    about += properties
    return w("p", w("pPr", *about) if about else None, *content)
