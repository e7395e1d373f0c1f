"""Files in an S3-compatible store: private, never addressed from outside, read in pieces, written from the disk."""

import io
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage
from urllib3.exceptions import HTTPError

from dialog.files.errors import StorageAway
from dialog.files.limits import MB

_BUFFER = MB // 4  # bytes read ahead by small reads
_TRANSFER = TransferConfig(multipart_threshold=16 * MB, multipart_chunksize=8 * MB, max_concurrency=2)


class ObjectReader(io.RawIOBase):
    """An object as a file that can be read from any place. Holds one open answer, never the object itself.

    A jump closes the answer and asks for the rest from there. Raises FileNotFoundError where there is no object,
    OSError where the store does not deliver.
    """

    def __init__(self, obj: Any) -> None:
        self._object, self._at = obj, 0
        self._answer: Any = None
        try:
            self.size: int = obj.content_length
        except (BotoCoreError, ClientError) as error:
            raise _named(error, obj.key) from error

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        target = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if target < 0:
            raise ValueError("negative seek position")
        if target != self._at:
            self._hang_up()
            self._at = target
        return target

    def readinto(self, buffer: Any) -> int:
        if self._at >= self.size:
            return 0
        try:
            data: bytes = self._open().read(len(buffer))
        except (BotoCoreError, HTTPError) as error:
            raise OSError("the store broke off") from error
        if not data:
            raise OSError("the store ended its answer too early")
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        self._hang_up()
        super().close()

    def _open(self) -> Any:
        if self._answer is None:
            try:
                self._answer = self._object.get(Range=f"bytes={self._at}-")["Body"]
            except (BotoCoreError, ClientError) as error:
                raise _named(error, self._object.key) from error
        return self._answer

    def _hang_up(self) -> None:
        if self._answer is not None:
            self._answer.close()
            self._answer = None


def _named(error: Exception, key: str) -> OSError:
    answer: dict[str, Any] = getattr(error, "response", {})
    missing = answer.get("Error", {}).get("Code") in ("404", "NoSuchKey", "NotFound")
    return FileNotFoundError(key) if missing else OSError(f"the store refused: {error}")


class ObjectStorage(S3Storage):
    """One bucket. Objects are private (no ACL is sent); `url` refuses: downloads pass the product's own rights."""

    def get_default_settings(self) -> dict[str, Any]:
        # Without an ACL objects are private, also in buckets that refuse ACLs.
        defaults: dict[str, Any] = super().get_default_settings()
        return defaults | {"default_acl": None, "file_overwrite": True, "transfer_config": _TRANSFER}

    def _save(self, name: str, content: File[bytes]) -> str:
        try:
            saved: str = super()._save(name, content)
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise StorageAway from error
        return saved

    def url(self, name: str, **_options: Any) -> str:
        raise ValueError("files have no public address; they are served by the product")

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("objects are written whole, by save()")
        reader = ObjectReader(self.bucket.Object(self._normalize_name(name)))
        file = File(io.BufferedReader(reader, _BUFFER), name)
        file.size = reader.size
        return file
