"""The applicant rates how the dossier was handled, once, with some days to think better of it."""

from __future__ import annotations

from datetime import timedelta

from engine.actions.step import judged_again, take
from engine.core.acts import Rated, Records
from engine.core.move import RatingGiven
from engine.core.told_time import tell_moment
from engine.core.vietnamese import clean_text
from engine.errors import AlreadyDone, InvalidAnswers
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_standing import load_standing
from engine.store.lookup import find_by_lookup_code
from engine.store.ratings import rating_of

CHANGEABLE = timedelta(days=7)
"""From the first rating on."""
LONGEST = 1000
"""Characters of the applicant's own words."""
SCORES = range(1, 6)
ENDED = ("finished", "stopped")


def rate(outside: Outside, lookup_code: str, score: str, words: str) -> None:
    """Keep the rating; a later one replaces it, the same one again changes nothing.

    Raises NotFound (no such code), AlreadyDone (the dossier still runs, or the days to change the
    rating are over), InvalidAnswers; then nothing is stored.
    """
    given = _cleaned(score, words)

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier_id = find_by_lookup_code(session, lookup_code)
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            if dossier.status not in ENDED:
                raise AlreadyDone(say("Hồ sơ chưa kết thúc nên chưa đánh giá được."))
            before = rating_of(session, dossier_id)
            if before is not None:
                if (before.score, before.words) == (given.score, given.words):
                    return
                if now >= before.given_at + CHANGEABLE:
                    raise AlreadyDone(
                        say(
                            "Đánh giá này chỉ sửa được đến %(at)s.",
                            at=tell_moment(before.given_at + CHANGEABLE),
                        )
                    )
            take(session, dossier, Rated(records=Records(ratings=(given,))), around, now)

    judged_again(attempt)


def _cleaned(score: str, words: str) -> RatingGiven:
    wrong: dict[str, list[str]] = {}
    if score not in {str(each) for each in SCORES}:
        wrong["score"] = [say("Hãy chọn một mức từ 1 đến 5.")]
    try:
        cleaned = clean_text(words, multiline=True)
    except ValueError as fault:
        cleaned, wrong["words"] = "", [str(fault)]
    if len(cleaned) > LONGEST:
        wrong["words"] = [say("Dài quá %(most)s ký tự; hãy rút gọn.", most=LONGEST)]
    if wrong:
        raise InvalidAnswers(wrong)
    return RatingGiven(int(score), cleaned or None)
