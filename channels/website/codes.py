"""What a folder answers, in our words. It answers every static door alike, so the table stands beside the writing."""

from channels.static_files import ANSWERS, FOLDER_REPLACED, NOTHING_TO_PLACE, OTHER_ANSWER, PATH_REFUSED

__all__ = ["ANSWERS", "FOLDER_REPLACED", "NOTHING_TO_PLACE", "OTHER_ANSWER", "PATH_REFUSED"]
