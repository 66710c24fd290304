"""Which tests are quick follows from the fixtures that they use."""

import pytest

from conftest import NOT_QUICK, pytest_collection_modifyitems

pytest_plugins = ["pytester"]

TESTS = """
import pytest

@pytest.fixture
def chromium(): pass

@pytest.fixture
def page(chromium): pass

@pytest.fixture(autouse=True)
def text(): pass

def test_a_unit(tmp_path): pass

def test_in_a_browser(page): pass

@pytest.mark.parametrize("width", [360])
def test_of_each_width_in_a_browser(width, chromium): pass
"""


class Marks:
    """The part of conftest.py that is tested."""

    pytest_collection_modifyitems = staticmethod(pytest_collection_modifyitems)


def test_a_test_is_quick_unless_a_fixture_that_it_uses_is_not(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)
    pytester.makeini("[pytest]\nmarkers = quick: as in pyproject.toml\n")
    done = pytester.runpytest_inprocess("-m", "quick", "--verbose", "--strict-markers", plugins=[Marks()])
    done.assert_outcomes(passed=1, deselected=2)
    done.stdout.fnmatch_lines(["*::test_a_unit PASSED*"])


def test_every_fixture_that_is_not_quick_is_there(request: pytest.FixtureRequest) -> None:
    """Renamed, it would make its tests quick without a word."""
    here = request.config.rootpath / "tests/conftest.py"
    text = here.read_text(encoding="utf-8")
    assert [name for name in NOT_QUICK if f"\ndef {name}(" not in text] == []
