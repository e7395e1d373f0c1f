"""Dates in English: the day before the month, named, so that nobody in Germany reads 07/11 the wrong way round."""

SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
