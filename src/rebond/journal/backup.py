from pathlib import Path
def latest_backup(path: Path) -> Path | None:
    return None
