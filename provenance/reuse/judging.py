"""Why what two articles share is no finding: formulae, forms that are filled in anew, names and set phrases."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.comparable import Pair, Range
from provenance.reuse.ends import mostly_quotation
from provenance.reuse.formulae import numbers_compared
from provenance.reuse.kinds import Agreement, kind_of
from provenance.settings import ReuseSettings


def reason_of(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> str | None:
    """Why a passage that is no formula is no finding all the same, None when it is one.

    Numbers tell a form that is filled in anew: more of them differ than agree, or what is shared is worn, so that those that agree
    belong to the form. A few words are a title or a phrase, and words that only say who was there are a list, unless one of both quotes
    them: what somebody said is repeated in every report. A report of who was there that is told again whole is a finding.
    """
    if _fills_in(pair, a_range, b_range, agree, settings):
        return "template"
    if min(agree.a, agree.b) - agree.shared >= settings.template_numbers:  # a number that differs is a word that differs
        differing, agreeing = numbers_compared(pair, a_range, b_range)
        if differing >= settings.template_numbers and (differing > agreeing or _is_worn(pair, a_range, b_range, agree, settings)):
            return "template"
    if _is_quoted(pair, a_range, b_range):
        return None
    if max(agree.a, agree.b) < settings.phrase_words:
        return "boilerplate"
    is_short = max(agree.a, agree.b) < settings.short_words
    is_loose = kind_of(agree, settings) == "reworded" and agree.ordered_dice < settings.loose_dice
    if (
        ((is_short or is_loose) and _is_worn(pair, a_range, b_range, agree, settings))
        or ((is_short or _may_be_list(pair, a_range, b_range, agree, settings)) and _is_naming(pair, a_range, b_range, agree, settings))
        or (is_loose and _is_faint(pair, a_range, b_range, agree, settings))
    ):
        return "boilerplate"
    return None


def _fills_in(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether two ranges fill in one form with other facts, or share mostly what offices say of any incident."""
    in_forms = _shared_in(pair, a_range, b_range, pair.left.form, pair.right.form)
    alike = settings.form_alike if in_forms >= settings.form_share * agree.shared else settings.form_dice
    if in_forms >= settings.form_words and agree.ordered_dice < alike:
        return True
    return _is_routine(pair, a_range, b_range, agree, settings)


def _is_routine(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether two ranges share mostly what offices say of any incident; where much differs, with who says it for them."""
    left, right = pair.left.routine, pair.right.routine
    routine, least = _shared_in(pair, a_range, b_range, left, right), settings.routine_share * agree.shared
    if not routine or routine >= least or agree.ordered_dice >= settings.edited_dice:
        return routine >= least
    own = _shared_outside(pair, a_range, b_range, left | pair.left.names(a_range), right)  # to read one side is enough: names are in both
    return agree.shared - int(own.sum()) >= least and float(own @ pair.nats) < settings.faint_nats


def _shared_in(pair: Pair, a_range: Range, b_range: Range, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> int:
    """How many of the words that are marked in both articles both ranges have."""
    if not (left[slice(*a_range)].any() and right[slice(*b_range)].any()):  # nearly always
        return 0
    return int(_shared_outside(pair, a_range, b_range, ~left, ~right).sum())


def _is_quoted(pair: Pair, a_range: Range, b_range: Range) -> bool:
    """Whether a passage is mostly a quotation in either article."""
    sides = ((pair.left, a_range), (pair.right, b_range))
    return any(mostly_quotation(article.wording.quotations, words) is not None for article, words in sides)


def _is_worn(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether nearly all that is shared is boilerplate."""
    own = int(_shared_outside(pair, a_range, b_range, pair.left.boilerplate, pair.right.boilerplate).sum())
    return own < settings.own_share * agree.shared


def _may_be_list(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether two ranges are no report told again, and share nothing but rare words, as lists of names do."""
    if min(agree.a, agree.b) >= settings.report_words and agree.ordered_dice >= settings.edited_dice:
        return False
    return shared_nats(pair, a_range, b_range) >= settings.names_nats * agree.shared


def _is_naming(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether hardly more is shared than somebody's name and titles, and that he speaks."""
    left = pair.left.names(a_range)
    if 2 * int(left.sum()) < agree.a:  # mostly, and the other side need not be read
        return False
    own = int(_shared_outside(pair, a_range, b_range, left, pair.right.names(b_range)).sum())
    return own < settings.beside_names_share * agree.shared


def _is_faint(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether hardly half of two ranges agrees, and of that little beside boilerplate and names."""
    if agree.ordered_dice >= settings.short_dice:
        return False
    left, right = pair.left.boilerplate, pair.right.boilerplate
    if float(_shared_outside(pair, a_range, b_range, left, right) @ pair.nats) < settings.faint_nats:  # no need to read for names
        return True
    return float(_shared_outside(pair, a_range, b_range, left | pair.left.names(a_range), right) @ pair.nats) < settings.faint_nats


def spare_words(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> int:
    """How many more shared words stand outside of formulae than a finding needs; below 0: how many too few, and it is a formula."""
    shared_free = _shared_outside(pair, a_range, b_range, pair.left.formula, pair.right.formula)
    outside = int(shared_free.sum())
    spare = outside - max(min(settings.least_words, agree.shared), math.ceil(settings.free_share * agree.shared))
    if agree.ordered_dice >= settings.edited_dice:
        return spare
    return min(spare, math.floor((float(shared_free @ pair.nats) - needed_nats(agree, settings)) / settings.word_nats))


def needed_nats(agree: Agreement, settings: ReuseSettings) -> float:
    """What the shared words outside of formulae must tell."""
    if agree.ordered_dice >= settings.edited_dice:
        return 0.0
    return settings.free_nats if agree.ordered_dice >= settings.in_order_dice else settings.scattered_free_nats


def shared_nats(pair: Pair, a_range: Range, b_range: Range) -> float:
    """What all words tell that both ranges have."""
    return float(np.minimum(pair.a.counts(*a_range), pair.b.counts(*b_range)) @ pair.nats)


def _shared_outside(pair: Pair, a_range: Range, b_range: Range, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How often both ranges have each number outside of the words that are marked in either article."""
    sides = ((pair.a, a_range, left), (pair.b, b_range, right))
    return np.minimum(*(np.bincount(side.codes[slice(*words)][~marked[slice(*words)]], minlength=side.size) for side, words, marked in sides))
