"""Write the diary: safety answers, pain at rest, sessions."""

from programmes.diary.actions.pain import UnableToRecordPain, record_resting_pain
from programmes.diary.actions.safety import answer_full_questions, answer_safety_list
from programmes.diary.actions.sessions import (
    ConflictingEntry,
    Logged,
    UnableToChange,
    correct_session,
    log_session,
    remove_session,
)
from programmes.diary.entries import SessionEntry, UnableToLog

__all__ = [
    "ConflictingEntry",
    "Logged",
    "SessionEntry",
    "UnableToChange",
    "UnableToLog",
    "UnableToRecordPain",
    "answer_full_questions",
    "answer_safety_list",
    "correct_session",
    "log_session",
    "record_resting_pain",
    "remove_session",
]
