"""Reads CTDL JSON-LD with rdflib, for tests of what is written."""

import warnings

import rdflib as rdf

TERMS = "https://purl.org/ctdl/terms/"
COMPONENTS = ("BasicComponent", "CredentialComponent", "JobComponent", "SelectionComponent")


def check_ctdl(text):
    """Read CTDL JSON-LD with rdflib and return what is wrong with it.

    Checked: it parses; each Pathway has a name, a CTID, parts and one destination among its parts; each
    component has a name, a CTID and is part of one Pathway; each condition targets components that exist.

    """
    triples = rdf.Graph()
    with warnings.catch_warnings():  # rdflib's own reader uses a class that rdflib deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        triples.parse(data=text, format="json-ld")
    terms = rdf.Namespace(TERMS)
    findings = []

    def all_of(name):
        return sorted(triples.subjects(rdf.RDF.type, terms[name]))

    def ask(subject, *names):
        findings.extend(f"{subject}: no ceterms:{n}" for n in names if (subject, terms[n], None) not in triples)

    pathways = all_of("Pathway")
    components = {c for name in COMPONENTS for c in all_of(name)}
    for pathway in pathways:
        ask(pathway, "name", "ctid", "hasPart", "hasDestinationComponent")
        parts = set(triples.objects(pathway, terms["hasPart"]))
        findings.extend(f"{p}: part of {pathway}, but no component" for p in sorted(parts - components))
        ends = set(triples.objects(pathway, terms["hasDestinationComponent"]))
        findings.extend([f"{pathway}: {len(ends)} destinations, the standard has one"] if len(ends) > 1 else [])
        findings.extend(f"{e}: destination of {pathway}, but not its part" for e in sorted(ends - parts))
    for component in sorted(components):
        ask(component, "name", "ctid", "isPartOf")
    for condition in all_of("ComponentCondition"):
        ask(condition, "requiredNumber", "targetComponent")
        targets = set(triples.objects(condition, terms["targetComponent"]))
        findings.extend(f"{t}: target of a condition, but no component" for t in sorted(targets - components))
    return tuple(findings)
