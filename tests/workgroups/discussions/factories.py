"""Makes threads and posts directly, with any time and state."""

from uuid import uuid4

import factory
from django.utils import timezone

from dialog.common.richtext import render_markdown
from tests.factories import SpaceFactory, UserFactory
from workgroups.discussions.models import Post, Thread


class ThreadFactory(factory.django.DjangoModelFactory):
    """A thread without posts; add them with PostFactory or `thread_with`."""

    class Meta:
        model = Thread

    space = factory.SubFactory(SpaceFactory)
    author = factory.SubFactory(UserFactory)
    kind = Thread.Kind.QUESTION
    title = factory.Sequence(lambda n: f"Diskussion {n}")

    class Params:
        closed = factory.Trait(
            state=Thread.State.CLOSED,
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SelfAttribute("author"),
        )


class PostFactory(factory.django.DjangoModelFactory):
    """The next post of a thread."""

    class Meta:
        model = Post

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SelfAttribute("thread.author")
    position = factory.LazyAttribute(lambda post: post.thread.last_position + 1)
    source = factory.LazyAttribute(lambda post: f"Text von Beitrag {post.position}.")
    html = factory.LazyAttribute(lambda post: render_markdown(post.source))
    client_id = factory.LazyFunction(uuid4)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        post = super()._create(model_class, *args, **kwargs)
        post.thread.last_position, post.thread.last_post_at = post.position, post.created_at
        post.thread.save(update_fields=["last_position", "last_post_at"])
        return post


def thread_with(posts: int, **fields) -> Thread:
    """Return a thread with so many posts of its author."""
    thread = ThreadFactory(**fields)
    PostFactory.create_batch(posts, thread=thread)
    return thread
