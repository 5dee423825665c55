"""Detection of folders synchronised by a cloud service, where copies of one journal can diverge."""

from pathlib import Path

#: The beginning of a synchronised folder's name, in lower case, and its service.
_FOLDERS = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "kdrive": "kDrive",
    "pcloud": "pCloud",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
}


def synchronised_by(path: Path) -> str | None:
    """Return the service that synchronises the file, judged by the names of its folders; None if none does."""
    for folder in path.absolute().parent.parts:
        for name, service in _FOLDERS.items():
            if folder.lower().startswith(name):
                return service
    return None
