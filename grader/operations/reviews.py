"""Which questions come back to a person, and when: noted with each answer, and computed again where need be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from grader.grading.reviews import Memory, Recall, remember, replay
from grader.models.review_card import ReviewCard
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.inserting import insert_into
from grader.operations.selves import select_selves


def recall_of(submission: Submission) -> Recall:
    """Say what an answer, of whatever kind of question, tells of a person's memory."""
    return Recall(
        day=submission.answered_on,
        is_right=submission.is_right,
        certainty=submission.certainty,
        is_after_reveal=submission.is_after_reveal,
    )


def note_review(session: Session, submission: Submission) -> None:
    """Note when the question of an answer comes back. Call it before the answer is stored.

    The card is locked first, so that answers to one exercise are noted in the order in which they are stored, and
    computing the cards again gives the same ones.
    """
    recall = recall_of(submission)
    card = _lock(session, submission.user_id, submission.slug)
    if card is None and _insert(session, submission.user_id, submission.slug, remember(None, recall)):
        return
    card = card or _lock(session, submission.user_id, submission.slug)
    if card is None:
        raise AssertionError("a card that is there already can be locked")
    for name, value in asdict(remember(_memory_of(card), recall)).items():
        setattr(card, name, value)
    session.flush()


def rebuild_reviews(session: Session, user: User, slugs: Iterable[str] | None = None) -> None:
    """Compute a person's cards again from all answers, those given as a guest included; with `slugs`, of those alone.

    Nobody may answer for the person meanwhile.
    """
    mine = select(Submission).where(Submission.user_id.in_(select_selves(user)))
    lost = delete(ReviewCard).where(ReviewCard.user_id.in_(select_selves(user)))
    if slugs is not None:
        wanted = list(slugs)
        mine, lost = mine.where(Submission.slug.in_(wanted)), lost.where(ReviewCard.slug.in_(wanted))
    session.execute(lost.execution_options(synchronize_session="fetch"))
    answers = session.scalars(mine.order_by(Submission.slug, Submission.id))
    for slug, group in groupby(answers, key=lambda submission: submission.slug):
        if memory := replay(recall_of(submission) for submission in group):
            _insert(session, user.id, slug, memory)


def rebuild_all_reviews(session: Session) -> int:
    """Compute everybody's cards again; gives how many there are. Nobody may answer meanwhile."""
    for user in session.scalars(select(User).where(User.claimed_by_id.is_(None))):
        rebuild_reviews(session, user)
    session.flush()
    return len(session.scalars(select(ReviewCard.user_id)).all())


def rebuild_missing_reviews(session: Session) -> None:
    """Compute everybody's cards where there are answers and not one card: the answers are older than the cards are."""
    has_cards, has_answers = select(ReviewCard.user_id).exists(), select(Submission.id).exists()
    if session.scalar(select(has_answers & ~has_cards)):
        rebuild_all_reviews(session)


def _lock(session: Session, user_id: int, slug: str) -> ReviewCard | None:
    query = select(ReviewCard).where(ReviewCard.user_id == user_id, ReviewCard.slug == slug).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def _memory_of(card: ReviewCard) -> Memory:
    return Memory(
        due_on=card.due_on,
        recalled_on=card.recalled_on,
        returned_on=card.returned_on,
        owes_return=card.owes_return,
        stability=card.stability,
        difficulty=card.difficulty,
    )


def _insert(session: Session, user_id: int, slug: str, memory: Memory) -> bool:
    """Add a card; False where a request at the same moment was faster."""
    row = {"user_id": user_id, "slug": slug, **asdict(memory)}
    insert = insert_into(session, ReviewCard).values(row).on_conflict_do_nothing()
    return session.scalar(insert.returning(ReviewCard.slug)) is not None
