"""The entries of the vocabulary files `data/<collection>.yml`."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ConfigDict

from atlas.schema.base import NAME_LENGTH, Part, fact, former_ids
from atlas.schema.evidence import Source
from atlas.schema.guide import Guide
from atlas.schema.identifiers import Country
from atlas.schema.record import Concept, Model
from atlas.schema.types import Boolean, Compared, Date, LicenseClass, Modality, OrganizationId, Text, Url


class Organization(Part):
    name: Text = fact("Name", "Name as it writes itself.", required=True, maximum=NAME_LENGTH)
    country: Country | None = fact("Country", "ISO 3166 code of its seat.")
    url: Url | None = fact("Address", "Its website.")
    formerly: tuple[Text, ...] | None = former_ids()


class Category(Part):
    title: Text = fact("Title", "Heading of the section.", required=True, maximum=NAME_LENGTH)
    intro: Text = fact("Introduction", "One or two sentences.", required=True, prose=True)
    formerly: tuple[Text, ...] | None = former_ids()


class License(Part):
    name: Text = fact("Name", "Name of the licence.", required=True, maximum=NAME_LENGTH)
    url: Url | None = fact("Address", "Its text.")
    class_: LicenseClass = fact("Class", "How free it leaves its users.", required=True)
    commercial_use: Boolean | None = fact("Commercial use", "Whether commercial use is allowed.")
    restrictions: tuple[Text, ...] | None = fact("Restrictions", "What it forbids or demands, one line each.")

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"))


class Dataset(Part):
    name: Text = fact("Name", "Name of the dataset.", required=True, maximum=NAME_LENGTH)
    summary: Text = fact("Summary", "What it holds and where it comes from.", required=True, prose=True)
    aliases: tuple[Text, ...] | None = fact("Aliases", "Other names.", maximum=NAME_LENGTH)
    released: Date | None = fact("Released", "First public appearance.")
    languages: tuple[Text, ...] | None = fact("Languages", "BCP 47 codes.")
    size: Text | None = fact("Size", "As its makers state it.")
    organizations: tuple[OrganizationId, ...] | None = fact("Organizations", "Who made it.")
    url: Url | None = fact("Address", "Where it is.")
    sources: dict[str, Source] | None = fact("Sources", "Where this is described.")
    formerly: tuple[Text, ...] | None = former_ids()


class Task(Part):
    name: Text = fact("Name", "Name of the task.", required=True, maximum=NAME_LENGTH)
    description: Text = fact("Description", "What is done, in one sentence.", required=True)
    modality: Modality | None = fact("Modality", "Of its input or output.")


class Family(Part):
    name: Text = fact("Name", "Name of the family.", required=True, maximum=NAME_LENGTH)
    intro: Text = fact("Introduction", "What ties it together.", required=True, prose=True)
    formerly: tuple[Text, ...] | None = former_ids()


class Benchmark(Part):
    name: Text = fact("Name", "Name of the benchmark.", required=True, maximum=NAME_LENGTH)
    summary: Text = fact("Summary", "What it tests.", required=True, prose=True)
    metric: Text | None = fact("Metric", "Its usual measure.")
    url: Url | None = fact("Address", "Where it is.")


class Comparison(Part):
    """A curated side-by-side page."""

    title: Text | None = fact("Title", "Heading of the page; the names joined by vs where it is left out.", maximum=200)
    models: tuple[Compared, ...] = fact(
        "Models", "Two to six models (`bert`) or variants (`llama:13b`), in the order of the columns.", required=True
    )
    intro: Text | None = fact(
        "Introduction", "One sentence that tells no fact: facts come from the records.", prose=True
    )
    formerly: tuple[Text, ...] | None = former_ids()


@dataclass(frozen=True, slots=True)
class Collection:
    """A kind of entries that records name. `noun` says in messages what an id should have been."""

    part: type[Part]
    noun: str
    has_pages: bool = False


VOCABULARIES: dict[str, Collection] = {
    "organizations": Collection(Organization, "an organization of data/organizations.yml", has_pages=True),
    "categories": Collection(Category, "a category of data/categories.yml", has_pages=True),
    "licenses": Collection(License, "a licence of data/licenses.yml"),
    "datasets": Collection(Dataset, "a dataset of data/datasets.yml", has_pages=True),
    "tasks": Collection(Task, "a task of data/tasks.yml"),
    "families": Collection(Family, "a family of data/families.yml", has_pages=True),
    "benchmarks": Collection(Benchmark, "a benchmark of data/benchmarks.yml"),
    "comparisons": Collection(Comparison, "a comparison of data/comparisons.yml"),
    "sources": Collection(Source, "a source of this record or of data/sources.yml"),
}
"""The vocabularies: one file `data/<name>.yml` for all entries of each."""
RECORDS: dict[str, Collection] = {
    "models": Collection(Model, "a model", has_pages=True),
    "concepts": Collection(Concept, "a concept", has_pages=True),
}
"""What has one file for each entry, `data/<name>/<id>.yml`."""
COLLECTIONS: dict[str, Collection] = RECORDS | VOCABULARIES
GUIDES = Collection(Guide, "a guide of docs/guides/", has_pages=True)
"""What has one Markdown file for each entry, `docs/guides/<id>.md`. No record names them; texts link to them."""
