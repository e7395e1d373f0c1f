"""What became of the images of a file, in words."""

from collections.abc import Callable

from django.utils.translation import ngettext


def images_kept(n: int) -> str:
    """Say that images were taken over; empty for none."""
    words = ngettext(
        "%(count)d image of the file is now a file in the folder of the page.",
        "%(count)d images of the file are now files in the folder of the page.",
        n,
    )
    return words % {"count": n} if n else ""


def _silent(n: int) -> str:
    return ngettext(
        "%(count)d image has no description. Please add one for people who do not see it.",
        "%(count)d images have no description. Please add one for people who do not see them.",
        n,
    )


def _elsewhere(n: int) -> str:
    return ngettext(
        "%(count)d image was left out, because it does not lie in the file. Nothing is fetched from elsewhere.",
        "%(count)d images were left out, because they do not lie in the file. Nothing is fetched from elsewhere.",
        n,
    )


def _kind(n: int) -> str:
    return ngettext(
        "%(count)d image was left out, because it is neither PNG, JPEG, GIF nor WebP.",
        "%(count)d images were left out, because they are neither PNG, JPEG, GIF nor WebP.",
        n,
    )


def _broken(n: int) -> str:
    return ngettext(
        "%(count)d image was left out, because it is damaged.",
        "%(count)d images were left out, because they are damaged.",
        n,
    )


def _large(n: int) -> str:
    return ngettext(
        "%(count)d image was left out, because it is larger than 5 MB.",
        "%(count)d images were left out, because they are larger than 5 MB.",
        n,
    )


def _pixels(n: int) -> str:
    return ngettext(
        "%(count)d image was left out, because it has more than 25 million pixels.",
        "%(count)d images were left out, because they have more than 25 million pixels.",
        n,
    )


def _many(n: int) -> str:
    return ngettext(
        "%(count)d image was left out: at most 50 different ones and 10 MB together are taken over.",
        "%(count)d images were left out: at most 50 different ones and 10 MB together are taken over.",
        n,
    )


def _place(n: int) -> str:
    return ngettext(
        "%(count)d image was left out, because it stood in a footnote, in code or nested too deeply.",
        "%(count)d images were left out, because they stood in a footnote, in code or nested too deeply.",
        n,
    )


IMAGES: dict[str, Callable[[int], str]] = {
    "images_silent": _silent,
    "images_elsewhere": _elsewhere,
    "images_kind": _kind,
    "images_broken": _broken,
    "images_large": _large,
    "images_pixels": _pixels,
    "images_many": _many,
    "images_place": _place,
}
