"""Model Atlas: read the catalogue, check it, derive what can be derived, and render the site.

Packages import only downwards, in this order:

    text        what knows no record: characters, dates, quantities, quotes, formulas, prose, guides, YAML, problems
    processes   work in several processes
    outputs     a file of the site, and what makes it
    schema      what a record may say: closed lists with their words, and the registry of fields
    catalog     files -> one frozen Catalog, with the problems found
    derive      every computed number, with its formula
    facts       the one reading: what is known of a fact, and how it is shown; use, lineage, misreports, counts
    elements    figures and small tools of guides
    rules       checks across records
    author      what contributors write with: new records, committed files
    verify      opens the sources and searches every quoted word in them
    search      what the search knows of each page, and how people type names
    tables      tables of models: columns, cells, facets
    comparison  models side by side
    exports     Catalog -> outputs for programs
    pages       Catalog -> pages: a folder for each kind, with its entry, view and template
    site        everything together; the only module that writes files
    cli         the `atlas` command
"""
