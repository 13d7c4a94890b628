"""Which way into a diploma is usual, on the graph that ships."""

import pytest

from pathways.graph import open_store


@pytest.mark.parametrize(
    ("school", "nearer", "farther"),
    [
        ("diplôme d'ingénieur de l'École de biologie industrielle", "sciences de la Terre, 2e année", "(PC), 2e année"),
        (
            "diplôme d'ingénieur du CNAM spécialité informatique et multimédia",
            "informatique (MPI), 2e année",
            "(PC), 2e année",
        ),
    ],
)
def test_of_the_prepas_that_a_rule_names_the_nearest_in_field_comes_first(school, nearer, farther):
    store = open_store()
    target = next(i for i in range(store.node_count) if store.labels[i].startswith(school))
    edges = [store.pred_edge[p] for p in range(store.pred_starts[target], store.pred_starts[target + 1])]
    scores = {store.labels[store.source[e]]: store.edge(e)["score"] for e in edges}
    score = {end: max(s for label, s in scores.items() if label.endswith(end)) for end in (nearer, farther)}
    assert score[nearer] > score[farther]
    assert not any("*" in label for label in scores)
