"""What English abbreviations, units and symbols stand for; a bar parts the ways to say one."""

from __future__ import annotations

ABBREVIATIONS = {
    "approx.": "approximately",
    "ca.": "circa|about",
    "co.": "company|co",
    "dept.": "department",
    "dr.": "doctor",
    "e.g.": "for example|for instance",
    "et al.": "et al|and others",
    "etc.": "et cetera|and so on",
    "etc": "et cetera|and so on",
    "i.e.": "that is",
    "inc.": "incorporated|inc",
    "jr.": "junior",
    "ltd.": "limited",
    "mr.": "mister",
    "mrs.": "missus",
    "ms.": "miz|miss",
    "prof.": "professor",
    "sr.": "senior",
    "st.": "saint|street",
    "vs.": "versus|against",
    "vs": "versus|against",
    "w/": "with",
    "w/o": "without",
}

SCALES = {
    "k": "thousand|kay",
    "m": "million|meters",
    "mn": "million",
    "mio.": "million",
    "b": "billion|bee",
    "bn": "billion",
    "tn": "trillion",
}

UNITS = {
    "°c": "degrees celsius|degrees",
    "°f": "degrees fahrenheit|degrees",
    "a.m.": "am|a m|in the morning",
    "p.m.": "pm|p m|in the afternoon|in the evening",
    "am": "am|a m|in the morning",
    "pm": "pm|p m|in the afternoon|in the evening",
    "cm": "centimeters",
    "ft": "feet",
    "gb": "gigabytes|gigs",
    "ghz": "gigahertz",
    "gw": "gigawatts",
    "gwh": "gigawatt hours",
    "hrs": "hours",
    "kg": "kilograms|kilos",
    "km": "kilometers",
    "km/h": "kilometers per hour|kilometers an hour",
    "kw": "kilowatts",
    "kwh": "kilowatt hours",
    "lbs": "pounds",
    "m²": "square meters",
    "mb": "megabytes|megs",
    "min": "minutes",
    "mm": "millimeters",
    "nm": "nanometers",
    "mph": "miles per hour|miles an hour",
    "ms": "milliseconds",
    "mw": "megawatts",
    "mwh": "megawatt hours",
    "tb": "terabytes",
    "twh": "terawatt hours",
}

SYMBOLS = {
    "%": "percent|per cent",
    "$": "dollars|dollar|us dollars",
    "€": "euros|euro",
    "£": "pounds|pound",
    "¥": "yen",
    "&": "and",
    "§": "section",
    "=": "equals|is",
    "×": "times|by",
    "°": "degrees",
}

MONTHS = {
    "jan": "january",
    "feb": "february",
    "mar": "march",
    "apr": "april",
    "may": "may",
    "jun": "june",
    "jul": "july",
    "aug": "august",
    "sep": "september",
    "oct": "october",
    "nov": "november",
    "dec": "december",
}

MEASURING = {
    "~": "about|approximately",
    "≈": "about|approximately",
    "<": "less than",
    ">": "more than|greater than",
    "±": "plus or minus",
}
"""Signs that are said only in front of a figure; elsewhere they are ornaments."""
