"""Numbers of a spreadsheet as their cells show them: dates, times, shares, decimals. Pure."""

import re
from datetime import datetime, timedelta

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "yyyy-mm-dd", 17: "yyyy-mm", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
}  # fmt: skip
_UNSHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_PARTS = re.compile(r"yyyy|yy|y|mmmm?m?|mm|m|dddd?|dd|d|\[h+\]|hh|h|ss|s|am/pm", re.IGNORECASE)
_NUMERIC_DATE = re.compile(
    r"^(dd?|mm?|yyyy|yy)([./-]\s?)(dd?|mm?)\2(dd?|yyyy|yy)\.?$", re.IGNORECASE
)
_LAST_DAY = 2_958_466  # the end of the year 9999, in days since 1899-12-30


def format_code(number: int, own: dict[int, str]) -> str:
    """Return the code of a number format: one of the file's `own`, or one that Excel knows."""
    return own.get(number) or _BUILT_IN.get(number, "")


def shown(value: float, code: str, *, since_1904: bool = False) -> str:
    """Return the number as a cell of this format shows it. Dates are as written, else ISO 8601."""
    plain = _UNSHOWN.sub("", code.split(";")[0]).strip()
    if _is_date(plain):
        days = value + (1462 if since_1904 else 0)
        return _moment(days, plain) if 0 <= days < _LAST_DAY else _number(value)
    decimals = len(match[1]) if (match := re.search(r"\.(0+)", plain)) else 0
    if plain.endswith("%"):
        return f"{value * 100:.{decimals}f}%"
    if re.fullmatch(r"[#,? ]*0*\.0+", plain):
        return f"{value:.{decimals}f}"
    return _number(value)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.10g}"


def _is_date(plain: str) -> bool:
    return bool(_DATE_PARTS.search(plain)) and not re.search(r"[0#?]|general|e\+", plain, re.I)


def _moment(days: float, plain: str) -> str:
    """Return a date, a time or both, from days since 1899-12-30."""
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86_400))
    if re.search(r"\[h+\]", plain, re.IGNORECASE):
        return f"{int(days * 24 + 1e-6)}:{moment:%M:%S}"
    has_date = re.search("[dy]", plain, re.IGNORECASE)
    has_time = re.search("h|ss", plain, re.IGNORECASE)
    time = f"{moment:%H:%M:%S}".removesuffix(":00") if has_time else ""
    if not has_date and has_time:
        return time
    date_code = re.split(r"\s+(?=\[?h)", plain, flags=re.IGNORECASE)[0].strip()
    return f"{_date(moment, date_code)} {time}".strip()


def _date(moment: datetime, code: str) -> str:
    """Return the date in the order of `code` where that has numbers only (`dd.mm.yyyy`)."""
    if not _NUMERIC_DATE.match(code):
        return f"{moment:%Y-%m-%d}" if re.search("d", code, re.I) else f"{moment:%Y-%m}"
    parts = {
        "dd": f"{moment:%d}", "d": str(moment.day), "mm": f"{moment:%m}", "m": str(moment.month),
        "yyyy": f"{moment:%Y}", "yy": f"{moment:%y}",
    }  # fmt: skip
    return re.sub("yyyy|yy|dd?|mm?", lambda part: parts[part[0].lower()], code, flags=re.I)
