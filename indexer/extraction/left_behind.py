"""What programs leave beside documents: hidden files, owner files, half-loaded downloads."""

_LEFT_STARTS = (".", "~$", "~wrl", "~wrd")  # hidden files; owner and recovery files of Office
_LEFT_ENDS = (
    ".tmp", ".temp", ".crdownload", ".part", ".partial", ".download", ".swp", ".lnk", "~", ".lock",
)  # fmt: skip
_LEFT_NAMES = {
    "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r", "__macosx",
    "$recycle.bin", "system volume information", "lost+found", "@eadir", "#recycle",
}  # fmt: skip


def is_left_behind(name: str) -> bool:
    """Whether a file or folder is hidden, or is left by a program and no document."""
    folded = name.lower()
    return (
        folded.startswith(_LEFT_STARTS)
        or (folded.startswith("#") and folded.endswith("#"))
        or folded.endswith(_LEFT_ENDS)
        or folded in _LEFT_NAMES
    )
