"""Texts from a folder of local copies: repositories, packages, papers, pages; and what files of each kind say."""

import io
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from atlas.text.places import ReadingPlace, parse
from atlas.verify.copies import Copies, address_name
from atlas.verify.extraction import File, NoText, member, text_of, without_running_heads
from records import write


def texts(folder: Path, place: ReadingPlace) -> str:
    """All that a place says in the copies of a folder."""
    return "\n".join(text_of(file) for file in Copies(folder).get(place))


def refusal(folder: Path, place: ReadingPlace) -> str:
    """Why a place cannot be read in the copies of a folder."""
    with pytest.raises(NoText) as error:
        Copies(folder).get(place)
    return str(error.value)


def git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=Ada", "-c", "user.email=ada@a.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, str]:
    """Copies with one repository, and its commit."""
    work = tmp_path / "github/acme/bert.git"
    write(work, "README.md", "# BERT\n12 layers\n")
    write(work, "configs/base.json", '{"hidden_size": 768}')
    write(work, "configs/deep/large.json", '{"hidden_size": 1024}')
    (work / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    git(work, "init", "--quiet")
    git(work, "add", ".")
    git(work, "commit", "--quiet", "--date", "2018-10-31T12:00:00", "-m", "Initial BERT release")
    return tmp_path, git(work, "rev-parse", "HEAD")


def test_a_file_of_a_repository_at_a_commit(repository: tuple[Path, str]) -> None:
    copies, commit = repository
    write(copies, "github/acme/bert.git/README.md", "24 layers, not committed")
    assert texts(copies, parse(f"github.com/acme/bert, README.md at {commit}")) == "# BERT\n12 layers\n"


def test_a_folder_of_a_repository_is_its_names_and_texts(repository: tuple[Path, str]) -> None:
    copies, commit = repository
    said = texts(copies, parse(f"github.com/acme/bert, configs at {commit}"))
    assert said.splitlines() == ["base.json", "deep/large.json", '{"hidden_size": 768}', '{"hidden_size": 1024}']


def test_the_log_of_a_repository_is_what_a_commit_says_of_itself(repository: tuple[Path, str]) -> None:
    copies, commit = repository
    assert "2018-10-31 Initial BERT release" in texts(copies, parse(f"github.com/acme/bert, log at {commit}"))


def test_what_a_repository_lacks(repository: tuple[Path, str]) -> None:
    copies, commit = repository
    assert "'setup.py' does not exist" in refusal(copies, parse(f"github.com/acme/bert, setup.py at {commit}"))
    assert "not in the copy" in refusal(copies, parse(f"github.com/acme/bert, README.md at {'0' * 40}"))
    assert refusal(copies, parse(f"github.com/acme/gpt, README.md at {commit}")) == "no copy github/acme/gpt.git"
    assert refusal(copies, ReadingPlace("repository", "../bert", commit, "README.md")) == "the place is not a path"
    with pytest.raises(NoText, match=r"logo\.png is not a text"):
        texts(copies, parse(f"github.com/acme/bert, logo.png at {commit}"))


def wheel(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def source_archive(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return stream.getvalue()


def test_a_file_of_a_package(tmp_path: Path) -> None:
    older = {"keras_hub-0.31.0/src/keras_hub/a.py": "layers = 6"}
    (tmp_path / "pypi").mkdir()
    (tmp_path / "pypi/keras_hub-0.32.0-py3-none-any.whl").write_bytes(wheel({"keras_hub/a.py": "layers = 12"}))
    (tmp_path / "pypi/keras-hub-0.31.0.tar.gz").write_bytes(source_archive(older))
    assert texts(tmp_path, parse("PyPI keras-hub 0.32.0, keras_hub/a.py")) == "layers = 12"
    assert texts(tmp_path, parse("PyPI keras-hub 0.31.0, keras_hub/a.py")) == "layers = 6"
    assert refusal(tmp_path, parse("PyPI keras-hub 0.32.0, keras_hub/b.py")) == "the package has no file keras_hub/b.py"
    assert refusal(tmp_path, parse("PyPI keras-hub 0.3, keras_hub/a.py")) == "no copy pypi/keras-hub-0.3*"


def test_a_package_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoText, match="could not be opened"):
        member(b"nothing", "a.py")


def test_papers_cards_pages_and_documents(tmp_path: Path) -> None:
    revision = "8c535208dcaed3099ff968cdf46b01b2af735a05"
    write(tmp_path, "arxiv/1810.04805v2.tex", r"\textbf{BERT} is deep")
    write(tmp_path, f"huggingface/acme/bert/{revision}/README.md", "license: mit")
    write(tmp_path, f"huggingface/acme/bert/{revision}/config.json", '{"layers": 12}')
    write(tmp_path, "stored/235189.txt", "The full text")
    write(tmp_path, "documents/survey.txt", "A survey")
    write(tmp_path, "web/a.example_x_y_1.html", "<html><title>T</title><p>A page</html>")
    assert texts(tmp_path, parse("arXiv:1810.04805v2")) == r"\textbf{BERT} is deep"
    assert texts(tmp_path, parse(f"huggingface.co/acme/bert at {revision}")) == 'license: mit\n{"layers": 12}'
    assert texts(tmp_path, parse(f"huggingface.co/acme/bert, config.json at {revision}")) == '{"layers": 12}'
    assert texts(tmp_path, parse("stored copy 235189 of the full text")) == "The full text"
    assert texts(tmp_path, ReadingPlace("document", "survey")) == "A survey"
    assert "A page" in texts(tmp_path, parse("https://a.example/x?y=1 read 2026-11-28"))
    assert refusal(tmp_path, parse("arXiv:1810.04805v1")) == "no copy arxiv/1810.04805v1.*"
    assert refusal(tmp_path, parse("from memory")) == "is not a place that can be opened again"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://a.example/", "a.example"),
        ("https://a.example/b/c.html#d", "a.example_b_c.html"),
        ("https://a.example/../é?q=ü", "a.example_.._q"),
        ("https:///", "page"),
    ],
)
def test_the_name_of_the_copy_of_a_page(address: str, name: str) -> None:
    assert address_name(address) == name


# --- What files say ---


def pdf(*pages: str) -> bytes:
    """A PDF of pages of text lines."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in pages:
        lines = " ".join(f"({line}) Tj T*" for line in page.splitlines())
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines} ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {len(objects) + 2} 0 R /Resources {_FONT} >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} /MediaBox [0 0 612 792] >>"
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


_FONT = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def test_a_pdf_without_page_numbers_and_running_heads() -> None:
    pages = [f"Acme, 2018\nWhat page {number} says\n{number}" for number in range(1, 5)]
    lines = text_of(File("paper.pdf", pdf(*pages))).splitlines()
    assert lines[:4] == [f"What page {number} says" for number in range(1, 5)]


def test_a_pdf_keeps_the_cells_of_a_table_apart() -> None:
    content = pdf("").replace(b"() Tj T*", b"").replace(b"72 720 Td", b"72 720 Td (0.1) Tj 60 0 Td (130,000) Tj")
    assert re.search(r"0\.1\s+130,000", text_of(File("paper.pdf", content)))


def test_heads_that_stand_once_are_text() -> None:
    assert without_running_heads(["A title\nwords\n1", "more words", ""]) == ["A title\nwords", "more words", ""]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf(""), "the PDF holds pictures of pages, no text"),
        (b"%PDF-1.4 broken", "the PDF could not be read"),
        (b"\x89PNG\x00\x00", "table.png is not a text"),
    ],
)
def test_files_without_text(content: bytes, reason: str) -> None:
    with pytest.raises(NoText, match=reason):
        text_of(File("table.png", content))


def test_a_page_of_html_shows_its_text_and_the_tex_of_its_formulas() -> None:
    page = """<!DOCTYPE html><html><head><meta name="citation_date" content="2018/10/11"><style>p {}</style></head>
    <body><p>Lay<b>ers</b>: <math alttext="L=12"><mi>L</mi></math></p><script>hidden()</script></body></html>"""
    said = text_of(File("x", page.encode()))
    assert "Layers: L=12" in " ".join(said.split())
    assert "2018/10/11" in said
    assert "hidden" not in said
