"""`python -m grader new FILE.go --variable NAME`: begins an exercise from any Go file."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from grader.catalog.asked import VariableAsked
from grader.catalog.asking import Subject, judge_asked, matching_declarations
from grader.catalog.fields import LESSON_NUMBERS, SLUG
from grader.catalog.loader import EXERCISE_FILE, LESSONS_FOLDER, read_exercise
from grader.catalog.problems import did_you_mean
from grader.catalog.reading import MAXIMUM_SOURCE_BYTES
from grader.catalog.scaffold import exercise_yaml, slug_of
from grader.cli.verdicts import open_verdicts
from grader.config import Settings, load_settings
from grader.errors import AlreadyTaken, ConfigurationError
from grader.escape.syntax.declarations import find_declarations
from grader.escape.values import SourceFile
from grader.toolchain.gofmt import format_go


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "new",
        help="begin an exercise from a Go file and a variable",
        description="Make an exercise's folder with the program, formatted, and an exercise.yaml: the compiler's "
        "verdict as a comment, a true reason and some that are not, and the texts left for you to write.",
    )
    parser.add_argument("file", metavar="FILE.go", type=Path)
    parser.add_argument("--variable", metavar="NAME", required=True, help="the variable that the question is about")
    parser.add_argument("--function", metavar="F", help="the function that declares it, e.g. `(*Store).Put`")
    parser.add_argument("--line", metavar="N", type=int, help="the line that declares it")
    parser.add_argument("--slug", metavar="S", help="the folder's name; default: made from the file's")
    parser.add_argument("--lesson", metavar="N", type=int, default=1, choices=LESSON_NUMBERS, help="default: 1")
    parser.add_argument("--folder", metavar="DIR", type=Path, help="the bank; default: the one of the settings")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge the program, write the folder, and say what is left to do."""
    settings = load_settings()
    folder = _new_folder(arguments, settings)
    written = _read_source(arguments.file)
    number = _find_declaration(arguments, written)
    with open_verdicts(settings, [written]) as verdicts:
        source = SourceFile(written.name, format_go(verdicts.installed, written))
        asked = _ask_for(number, source)
        _, subject = judge_asked(asked, source, verdicts)
    if subject is None:
        raise ConfigurationError(f"The compiler says nothing of `{asked.variable}`. Ask about another variable.")
    _write(folder, source, exercise_yaml(asked, subject, lesson=arguments.lesson))
    _report(folder, asked, subject)
    return 0


def _new_folder(arguments: argparse.Namespace, settings: Settings) -> Path:
    slug = arguments.slug or slug_of(arguments.file.stem)
    if not re.fullmatch(SLUG, slug) or slug == LESSONS_FOLDER:
        raise ConfigurationError(f"`{slug}` cannot be a folder's name here. Use small letters, digits and `-`.")
    folder: Path = (arguments.folder or settings.exercises_folder) / slug
    if folder.exists():
        raise AlreadyTaken(f"There is {folder} already. Choose another name with --slug.")
    return folder


def _read_source(path: Path) -> SourceFile:
    try:
        with path.open("rb") as file:
            text = file.read(MAXIMUM_SOURCE_BYTES + 1)
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}. Name a Go file.") from error
    if len(text) > MAXIMUM_SOURCE_BYTES:
        raise ConfigurationError(f"{path} has more than {MAXIMUM_SOURCE_BYTES} bytes. Cut the program down.")
    stem = slug_of(path.stem).replace("-", "_").removesuffix("_test")
    return SourceFile(f"{stem}.go", text)


def _find_declaration(arguments: argparse.Namespace, source: SourceFile) -> int:
    """The number of the one declaration that is meant, counted from the top of the file."""
    declared = find_declarations(source)
    name = arguments.variable
    named = [each for each in declared if each.name == name]
    meant = [
        each for each in named if arguments.function in (None, each.function) and arguments.line in (None, each.at.line)
    ]
    if not named:
        near = did_you_mean(name, {each.name for each in declared})
        raise ConfigurationError(f"{arguments.file} declares no variable `{name}`. {near}")
    if len(meant) != 1:
        problem = "is declared more than once" if meant else "is declared elsewhere"
        where = "".join(f"\n  --function '{each.function}' --line {each.at.line}" for each in named)
        raise ConfigurationError(f"In {arguments.file} `{name}` {problem}. Choose one of:{where}")
    return declared.index(meant[0])


def _ask_for(number: int, source: SourceFile) -> VariableAsked:
    """The shortest way to name a declaration: by its function, with the line only where it is needed."""
    meant = find_declarations(source)[number]
    asked = VariableAsked(variable=meant.name, function=meant.function or None)
    if len(matching_declarations(asked, source)) > 1:
        asked = VariableAsked(variable=meant.name, function=meant.function or None, line=meant.at.line)
    return asked


def _write(folder: Path, source: SourceFile, yaml: str) -> None:
    folder.mkdir(parents=True)
    (folder / source.name).write_bytes(source.text)
    (folder / EXERCISE_FILE).write_text(yaml, encoding="utf-8")


def _report(folder: Path, asked: VariableAsked, subject: Subject) -> None:
    reasons = ", ".join(subject.reasons) or "no reason known"
    print(f"{folder / EXERCISE_FILE}: `{asked.variable}` is {subject.place} ({reasons}).")
    _, problems = read_exercise(folder.resolve())
    print(f"Now write its {len(problems)} texts; `python -m grader check {folder}` lists them.")
