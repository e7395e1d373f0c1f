"""Posts on their way to a page: concepts above, which posts do not know, may add what they know about a link."""

from collections.abc import Callable

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

from workgroups.spaces.models import Space

register = template.Library()
# Each takes and returns the safe HTML of all posts of a page; put in when the applications are loaded.
finishers: list[Callable[[HttpRequest, Space, SafeString], SafeString]] = []


class FinishedNode(template.Node):
    def __init__(self, space: FilterExpression, inner: NodeList) -> None:
        self.space, self.nodelist = space, inner

    def render(self, context: template.Context) -> SafeString:
        html = self.nodelist.render(context)
        for finish in finishers:
            html = finish(context["request"], self.space.resolve(context), html)
        return html


@register.tag
def finished(parser: Parser, token: Token) -> FinishedNode:
    """`{% finished space %} … {% endfinished %}`: what is in between is handed to the finishers once."""
    _name, space = token.split_contents()
    inner = parser.parse(("endfinished",))
    parser.delete_first_token()
    return FinishedNode(parser.compile_filter(space), inner)
