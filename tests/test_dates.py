"""Dates as precise as they are known."""

import datetime

import pytest

from atlas.text.dates import PartialDate, today


@pytest.mark.parametrize(
    ("text", "for_people", "year"),
    [
        ("2018", "2018", 2018),
        ("2018-10", "October 2018", 2018),
        ("2018-10-01", "1 October 2018", 2018),
        ("2020-02-29", "29 February 2020", 2020),
    ],
)
def test_a_date_keeps_its_precision(text: str, for_people: str, year: int) -> None:
    date = PartialDate.parse(text)
    assert (str(date), date.for_people, date.year) == (text, for_people, year)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "2018-1",
        "2018-10-1",
        "2018/10/11",
        "11 October 2018",
        "2018-10-11T00:00",
        " 2018",
        "2018\n",
        "２０１８",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError) as error:
        PartialDate.parse(text)
    assert str(error.value) == f'"{text}" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD'


@pytest.mark.parametrize("text", ["2018-13", "2018-00", "2018-02-29", "2018-10-00", "2018-04-31", "0000"])
def test_days_that_never_were_are_refused(text: str) -> None:
    with pytest.raises(ValueError) as error:
        PartialDate.parse(text)
    assert str(error.value) == f'"{text}" is not a day of the calendar; correct the month or the day'


@pytest.mark.parametrize(
    ("one", "other", "is_before"),
    [
        ("2018-10-10", "2018-10-11", True),
        ("2018-10-11", "2018-10-11", False),
        ("2018-10-12", "2018-10-11", False),
        ("2018-09", "2018-10-01", True),
        ("2018-09-30", "2018-10", True),
        ("2018-10", "2018-10-31", False),  # the month may end later
        ("2018-10-01", "2018-10", False),
        ("2017", "2018-01-01", True),
        ("2018", "2018-12-31", False),
        ("2018-01-01", "2018", False),
        ("0999", "1000", True),
    ],
)
def test_dates_are_compared_at_the_coarser_precision(one: str, other: str, is_before: bool) -> None:
    assert PartialDate.parse(one).is_before(PartialDate.parse(other)) is is_before


@pytest.mark.parametrize("told", ["", "0", "1000000000", "soon", "-1", "9" * 40])
def test_today_is_never_before_the_clock(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", told)
    assert today() - datetime.datetime.now(datetime.UTC).date() <= datetime.timedelta(days=1)
    assert today() > datetime.date(2024, 1, 1)


def test_a_build_that_is_told_its_time_has_what_was_valid_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.datetime(2990, 5, 1, tzinfo=datetime.UTC).timestamp())))
    assert today() == datetime.date(2990, 5, 2)
