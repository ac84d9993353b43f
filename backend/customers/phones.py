"""Phone numbers in the one form that can be compared: E.164."""


def e164(text: str, region: str | None = None) -> str:
    """ "+6621234567" for anything that is a possible number, "" for what is none.

    Without a region only numbers with their country code are understood.
    """
    import phonenumbers  # its tables are large, and most requests need none of them

    digits = "".join(sign for sign in text if sign.isdigit())
    candidates = (text,) if region or text.strip().startswith("+") else (text, f"+{digits.removeprefix('00')}")
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""
