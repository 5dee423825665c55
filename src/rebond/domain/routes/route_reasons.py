"""The reasons why a route is not open, or what it depends on."""

from enum import StrEnum


class RouteReason(StrEnum):
    """A reason for which a route is not open, or what it depends on."""

    NOTHING_LEFT = "nothing_left"
    NOT_DUE = "not_due"
    PORTAGE = "portage"
    OWN_NO_TRADER = "own_no_trader"
    CLIENT_NO_TRADER = "client_no_trader"
    OWN_FORM = "own_form"
    CLIENT_FORM = "client_form"
    TOO_MUCH = "too_much"
    TOO_LITTLE = "too_little"
    CONTESTED = "contested"
    NOT_YET = "not_yet"
    NO_LONGER = "no_longer"
    ONLY_WITHIN = "only_within"
    ONLY_ABROAD = "only_abroad"
    OUTSIDE_UNION = "outside_union"
    # From here on: what it depends on.
    SAY_OWN_FORM = "say_own_form"
    SAY_CLIENT_FORM = "say_client_form"
    ACTIVITY = "activity"
    MIXED_ACT = "mixed_act"
    IF_NOT_SERIOUS = "if_not_serious"
    OTHER_CURRENCY = "other_currency"
    IF_LOWERED = "if_lowered"


#: The reasons that close no route.
DEPENDING = frozenset({
    RouteReason.SAY_OWN_FORM, RouteReason.SAY_CLIENT_FORM, RouteReason.ACTIVITY, RouteReason.MIXED_ACT,
    RouteReason.IF_NOT_SERIOUS, RouteReason.OTHER_CURRENCY,
    RouteReason.IF_LOWERED,
})  # fmt: skip
