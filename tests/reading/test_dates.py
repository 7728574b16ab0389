"""Days and horizons in six languages, counted from a base; every sentence is ours."""

import pytest

from headwater.reading.dates import Base, days, horizons

CASES = [
    ("vi", "ngày 29/10 đã gặp", "2030-11-02", "2030-10-29"),
    ("vi", "vào tháng 6 đã nói", "2030-11-02", "2030-06"),
    ("vi", "ngày 3 tháng 4 năm 2029", "2030-11-02", "2029-04-03"),
    ("vi", "hôm 5/12", "2031-01-03", "2030-12-05"),
    ("en", "on July 3 the ministry", "2030-07-05", "2030-07-03"),
    ("en", "said on Tuesday", "2030-04-05", "2030-04-02"),
    ("en", "yesterday", "2030-03-01", "2030-02-28"),
    ("en", "on 19 December 2028", "2030-03-01", "2028-12-19"),
    ("en", "in September 2029", "2030-03-01", "2029-09"),
    ("fr", "le 5 décembre, elle", "2030-12-20", "2030-12-05"),
    ("fr", "conclu hier un accord", "2030-06", "2030-06"),
    ("fr", "lundi 1er juillet 2030", None, "2030-07-01"),
    ("ko", "15일 합의했다", "2030-02-15", "2030-02-15"),
    ("ko", "지난해 12월 발표", "2030-02-15", "2029-12"),
    ("ko", "2029년 3월 4일", None, "2029-03-04"),
    ("ja", "9日に発表", "2030-10-10", "2030-10-09"),
    ("ja", "今年6月", "2030-11", "2030-06"),
    ("zh", "自2031年12月1日起", "2030-10-09", "2031-12-01"),
    ("zh", "28日宣布", "2030-10-02", "2030-09-28"),
]


@pytest.mark.parametrize(("language", "text", "base", "day"), CASES, ids=[case[1] for case in CASES])
def test_a_day_is_resolved(language, text, base, day):
    assert [found.day for found in days(text.lower(), language, Base(base))] == [day]


def test_without_a_base_a_bare_day_keeps_what_is_known():
    text = "ngày 29/10 đã gặp"
    assert [found.day for found in days(text, "vi", Base(None))] == ["--10-29"]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "31 February 2030"), ("ko", "2030년 13월 1일"), ("vi", "45/13/2030")]
)
def test_a_day_that_no_calendar_has_is_none(language, text):
    assert [found.day for found in days(text.lower(), language, Base(None)) if len(found.day) == 10] == []


@pytest.mark.parametrize(
    ("language", "text", "period"),
    [
        ("en", "to be finished by 2031", "until 2031"),
        ("en", "over the next five years", "5 years"),
        ("en", "from this year to 2034", "2030-2034"),
        ("vi", "đến năm 2031", "until 2031"),
        ("vi", "trong vòng 5 năm tới", "5 years"),
        ("fr", "d'ici 2032", "until 2032"),
        ("ko", "2036년까지", "until 2036"),
        ("ko", "5년간", "5 years"),
        ("ja", "2031年までに", "until 2031"),
        ("zh", "2035年前", "until 2035"),
    ],
)
def test_a_horizon_is_read(language, text, period):
    assert [found.period for found in horizons(text, language, Base("2030-01-01"))] == [period]


@pytest.mark.parametrize(
    ("text", "day"), [("ngày 5/11/2029", "2029-11-05"), ("sáng 5-11-2029", "2029-11-05"), ("5.11.2029", "2029-11-05")]
)
def test_a_vietnamese_day_keeps_the_year_behind_it(text, day):
    assert [each.day for each in days(text, "vi", Base("2031-04-20"))] == [day]
