"""From the folder of the bank to the catalog: everything is read, and every problem is collected."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from grader.catalog.catalog import Catalog, Exercise, Lesson, in_path_order
from grader.catalog.fields import SLUG
from grader.catalog.kinds import QuestionKind
from grader.catalog.lesson_schema import LessonContent
from grader.catalog.problems import Problem, catalog_error, did_you_mean, errors_among
from grader.catalog.reading import Reading
from grader.catalog.record import RECORD_FILE, Record, parse_record
from grader.catalog.record_fit import misfits, needs_record
from grader.catalog.schema import KINDS, ExerciseContent
from grader.catalog.texts import LANGUAGES, Language
from grader.catalog.validation import validate
from grader.catalog.variants.making import with_variants
from grader.catalog.yaml import YamlDocument, read_yaml
from grader.escape.values import SourceFile

LESSONS_FOLDER = "lessons"
EXERCISE_FILE = "exercise.yaml"
LESSON_FILE = "lesson.yaml"
MAXIMUM_RECORD_BYTES = 256 * 1024
_LESSON_FOLDER = re.compile(r"(?P<number>\d\d)-[a-z0-9-]{1,60}\Z")


_read_document = lru_cache(maxsize=1024)(read_yaml)
"""Parsing takes most of the time of reading a bank: a file that has not changed is parsed once in a process.

What is parsed is only looked at here; nobody changes it.
"""


def load_catalog(folder: Path) -> Catalog:
    """The whole bank. Raises CatalogError, which lists every problem, unless all of it is well."""
    catalog, problems = read_catalog(folder)
    if errors := errors_among(problems):
        raise catalog_error(errors)
    return catalog


def read_catalog(folder: Path) -> tuple[Catalog, tuple[Problem, ...]]:
    """What is well in the bank, and every problem of the rest. Never raises for what the files hold."""
    reading = Reading(folder)
    exercises = [found for path in _exercise_folders(reading) if (found := _read_recorded(reading, path))]
    lessons = [lesson for path in _lesson_folders(reading) if (lesson := _read_lesson(reading, path))]
    by_number = {lesson.number: lesson for lesson in sorted(lessons, key=lambda lesson: lesson.number)}
    return Catalog(exercises=in_path_order(exercises), lessons=by_number), reading.sorted_problems()


def read_exercise(folder: Path) -> tuple[Exercise | None, tuple[Problem, ...]]:
    """One exercise by its folder, or None, and its problems."""
    reading = Reading(folder.parent)
    return _read_recorded(reading, folder), reading.sorted_problems()


def read_unrecorded(folder: Path) -> tuple[Exercise | None, tuple[Problem, ...]]:
    """One exercise by its folder, without its record, which is to be made; or None, and its problems."""
    reading = Reading(folder.parent)
    return _read_exercise(reading, folder), reading.sorted_problems()


def read_lesson(folder: Path) -> tuple[Lesson | None, tuple[Problem, ...]]:
    """One lesson by its folder, or None, and its problems."""
    reading = Reading(folder.parent.parent)
    return _read_lesson(reading, folder), reading.sorted_problems()


def list_exercise_folders(folder: Path) -> list[Path]:
    """The folders of a bank that hold an exercise, by name."""
    return [path for path in _exercise_folders(Reading(folder)) if (path / EXERCISE_FILE).exists()]


def _exercise_folders(reading: Reading) -> list[Path]:
    return [path for path in reading.folders_in(reading.top) if path.name != LESSONS_FOLDER]


def _lesson_folders(reading: Reading) -> list[Path]:
    lessons = reading.top / LESSONS_FOLDER
    return reading.folders_in(lessons) if lessons.is_dir() else []


def _read_exercise(reading: Reading, folder: Path) -> Exercise | None:
    if not re.fullmatch(SLUG, folder.name) or folder.name == LESSONS_FOLDER:
        instead = "Use 1 to 64 small letters, digits and `-`, beginning with a letter or digit"
        reading.refuse(folder, f"`{folder.name}` cannot be the name of an exercise", instead)
        return None
    raw = reading.read_yaml_file(
        folder / EXERCISE_FILE, "Copy one from another exercise, or use `python -m grader new`"
    )
    source = _only_go_file(reading, folder)
    if raw is None:
        return None
    document = _read_document(raw, reading.name_of(folder / EXERCISE_FILE))
    content = _validated_exercise(reading, document)
    if content is None or document.problems or source is None:
        return None
    digest = _digest((raw, source.name.encode(), source.text))
    exercise = Exercise(
        slug=folder.name, folder=folder, content=content, source=source, digest=digest, document=document
    )
    varied, problems = with_variants(exercise)
    reading.problems += problems
    return None if errors_among(problems) else varied


def _read_recorded(reading: Reading, folder: Path) -> Exercise | None:
    """An exercise with its record where it needs one; without a fitting one it is not asked."""
    exercise = _read_exercise(reading, folder)
    if exercise is None or not needs_record(exercise.content):
        return exercise
    raw = _read_record(reading, folder)
    record = None if raw is None else _fitting_record(reading, exercise, raw)
    if raw is None or record is None:
        return None
    return replace(exercise, record=record, digest=_digest((exercise.digest.encode(), raw)))


def _read_record(reading: Reading, folder: Path) -> bytes | None:
    path = folder / RECORD_FILE
    if path.is_symlink() or path.exists():
        return reading.read_bytes(path, MAXIMUM_RECORD_BYTES)
    what = f"There is no {RECORD_FILE}, from which the exercise has its key"
    reading.refuse(folder, what, _recording(reading, folder))
    return None


def _fitting_record(reading: Reading, exercise: Exercise, raw: bytes) -> Record | None:
    """The record, if it is one and of this very exercise: a key of another program would be a wrong one."""
    record = None
    try:
        record = parse_record(raw)
        wrong = list(misfits(record, exercise.content, exercise.source))
    except ValueError as error:
        wrong = [f"This is no record: {str(error).rstrip('.')}"]
    for what in wrong:
        reading.refuse(exercise.folder / RECORD_FILE, what, _recording(reading, exercise.folder))
    return None if wrong else record


def _recording(reading: Reading, folder: Path) -> str:
    return f"Run `python -m grader record {reading.name_of(folder)}`"


def _validated_exercise(reading: Reading, document: YamlDocument) -> ExerciseContent | None:
    data = document.data
    usual = QuestionKind.PLACE_AND_REASON
    named = data.get("kind", usual) if isinstance(data, dict) else usual
    kind = next((kind for kind in QuestionKind if kind == named), None)
    if kind is None:
        what = f"There is no kind of question `{named}`"
        spot = document.spot_of_value(("kind",))
        reading.problems.append(document.problem_at(spot, what, did_you_mean(str(named), QuestionKind)))
    content, problems = validate(document, KINDS[kind or usual])
    reading.problems += [*document.problems, *problems]
    return content


def _only_go_file(reading: Reading, folder: Path) -> SourceFile | None:
    sources = reading.files_in(folder, ".go")
    if len(sources) == 1:
        return reading.read_source(sources[0])
    names = ", ".join(path.name for path in sources)
    what = f"There are {len(sources)} Go files ({names})" if sources else "There is no Go file"
    reading.refuse(folder, what, "Put exactly one `.go` file beside exercise.yaml")
    return None


def _read_lesson(reading: Reading, folder: Path) -> Lesson | None:
    name = _LESSON_FOLDER.match(folder.name)
    if not name:
        reading.refuse(folder, f"`{folder.name}` cannot be the name of a lesson", "Name it like `04-sharing-up`")
        return None
    raw = reading.read_yaml_file(folder / LESSON_FILE, "Copy one from another lesson")
    texts = _lesson_texts(reading, folder)
    programs = {path.name: reading.read_source(path) for path in reading.files_in(folder, ".go")}
    if raw is None:
        return None
    document = _read_document(raw, reading.name_of(folder / LESSON_FILE))
    content, problems = validate(document, LessonContent)
    reading.problems += [*document.problems, *problems]
    sources = {name: source for name, source in programs.items() if source}
    if content is None or document.problems or texts is None or len(sources) < len(programs):
        return None
    if content.number != int(name["number"]):
        what = f"The folder says lesson {int(name['number'])}, the file lesson {content.number}"
        reading.problems.append(document.problem_at(document.spot_of_value(("number",)), what, "Make the two agree"))
        return None
    digest = _digest([raw, *(text.encode() for text in texts.values()), *_parts(sources)])
    return Lesson(
        number=content.number,
        folder=folder,
        content=content,
        texts=texts,
        programs=sources,
        digest=digest,
        document=document,
    )


def _lesson_texts(reading: Reading, folder: Path) -> dict[Language, str] | None:
    """The Markdown of both languages; {} where neither is written yet, None where something is wrong."""
    paths = {language: folder / f"{language}.md" for language in LANGUAGES}
    absent = [path.name for path in paths.values() if not (path.exists() or path.is_symlink())]
    if len(absent) == len(paths):
        return {}
    if absent:
        reading.refuse(folder, f"There is no {absent[0]}", "Write the lesson in both languages")
        return None
    texts = {language: reading.read_markdown(path) for language, path in paths.items()}
    found = {language: text for language, text in texts.items() if text is not None}
    return found if len(found) == len(paths) else None


def _parts(sources: dict[str, SourceFile]) -> Iterable[bytes]:
    for name, source in sources.items():
        yield from (name.encode(), source.text)


def _digest(parts: Iterable[bytes]) -> str:
    """SHA-256 over parts, each preceded by its length, so that nothing can slip from one to the next."""
    summed = hashlib.sha256()
    for part in parts:
        summed.update(len(part).to_bytes(8) + part)
    return summed.hexdigest()
