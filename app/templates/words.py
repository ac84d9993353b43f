"""The fields of a wording in the agent's language: gaps, the editor and its faults say them so."""

from app.i18n import _
from domain.templates.rendering import Fault


def field_words(name: str) -> str:
    """What a field is called; one that nobody knows keeps its name."""
    return {
        "customer.name": _("customer's name"),
        "customer.address": _("polite form with name"),
        "order.number": _("order number"),
        "order.goods": _("goods"),
        "order.waybill": _("waybill number"),
        "order.carrier": _("carrier"),
        "order.expected": _("expected on"),
        "order.link": _("tracking link"),
        "amount": _("amount"),
        "promotion.code": _("promotion code"),
        "promotion.ends": _("end of the promotion"),
        "promotion.goods": _("goods of the promotion"),
        "promotion.link": _("link to the terms"),
        "agent.name": _("agent's name"),
        "hotline": _("hotline"),
        "within": _("within what time"),
        "today": _("today's date"),
    }.get(name, name)


def fault_words(fault: Fault) -> str:
    """What is wrong with a wording, and in which line."""
    text = {
        "syntax": _("Line {line}: “{detail}” cannot be read. Fields are written like {example}."),
        "field": _("Line {line}: there is no field “{detail}”. Pick one from the list."),
        "filter": _("Line {line}: the filter “{detail}” cannot be used here."),
        "tag": _("Line {line}: the tag “{detail}” cannot be used here. “if”, “unless” and “case” can."),
        "too_long": _("This wording is too long: at most 8,000 characters."),
        "limit": _("Line {line}: too much Liquid in one wording."),
    }.get(fault.code, fault.code)
    return text.format(line=fault.line, detail=fault.detail, example="{{ order.number }}")
