from django import template
from django.utils.safestring import SafeString

from documents.comments.models import Comment
from documents.comments.text import render_comment
from workgroups.spaces.naming import Named

register = template.Library()


@register.filter
def comment_html(comment: Comment) -> SafeString:
    """Show the words of a comment; those told about it by name stand out (`mentions` read along with the list)."""
    named = [Named(mention.user_id, mention.user.display_name) for mention in comment.mentions.all()]
    return render_comment(comment.body, named)
