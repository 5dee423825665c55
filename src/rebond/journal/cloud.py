"""Folders that a service copies to other computers, where two copies of one journal may come to differ."""

from pathlib import Path

#: How each service names its folder, in lower case, and the service.
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
    """The service in whose folder the file lies, as far as the names of its folders tell."""
    for folder in path.absolute().parent.parts:
        for name, service in _FOLDERS.items():
            if folder.lower().startswith(name):
                return service
    return None
