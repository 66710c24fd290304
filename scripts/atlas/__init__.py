"""Model Atlas: read the catalogue, check it, derive what can be derived, and render the site.

Modules import only downwards, in this order:

    characters, problems, dates, quantity, quotes, positions, yamlnodes, yamlio, formulas,
    processes, outputs, prose
                (no knowledge of the catalogue)
    schema      what a record may say, and the registry of its fields
    catalog     every record, frozen
    loading     files -> Catalog and the problems found
    rules       checks across records
    derive      every computed number, with its formula
    facts       the one reading: what is known of a fact, and how it is shown
    views       rows, payloads, trees and graphs: what pages and exports show
    committed   the generated files that are committed
    exports     Catalog -> outputs for programs
    pages       Catalog -> pages: a folder for each kind, with its entry, view and template
    scaffold    the text of a new record
    site        everything together; the only module that writes files
    cli         the `atlas` command
"""
