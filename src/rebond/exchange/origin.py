"""The place of a file to import: on the disk, or in a ZIP there."""

from pathlib import Path, PurePosixPath

from rebond.domain.value_classes import dataclass
from rebond.exchange.archive import ArchiveError, files_in
from rebond.language import Language


@dataclass(frozen=True, slots=True)
class Origin:
    """The file at a path, or in the ZIP there the one named `member`."""

    path: Path
    member: str = ""

    @property
    def own_name(self) -> str:
        """The name of the file itself, whatever it is packed in."""
        return self.member or self.path.name

    @property
    def stem(self) -> str:
        """Its name without folder and extension."""
        return PurePosixPath(self.member).stem if self.member else self.path.stem

    def name(self, language: Language) -> str:
        """Return its name, after that of its ZIP."""
        return self._within(language, self.path.name)

    def place(self, language: Language) -> str:
        """Return its path as it was given, and its name if that is the path of its ZIP."""
        return self._within(language, str(self.path))

    def data(self) -> bytes:
        """Read it again.

        :raises OSError: when it cannot be read any more.
        """
        data = self.path.read_bytes()
        if not self.member:
            return data
        try:
            return next(file.data for file in files_in(data) if file.name == self.member)
        except (ArchiveError, StopIteration) as error:
            raise FileNotFoundError(self.own_name) from error

    def _within(self, language: Language, path: str) -> str:
        return language.gettext("{archive}: {file}").format(archive=path, file=self.member) if self.member else path
