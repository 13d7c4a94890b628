"""Pages over ASGI: what each address answers, and that it stands in the address."""

from __future__ import annotations

import re

import pytest


def get(client, address, status=200, **options):
    answer = client.get(address, follow_redirects=False, **options)
    assert answer.status_code == status, answer.text[:300]
    return answer


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("from=3e&to=plombier", "/route?from=3e&to=plombier"),
        ("from=3e&to=&k=5&prefer=counsel&apprenticeship=any&basis=scheme&via=&max_years=", "/reach?from=3e"),
        ("from=3e&to=&max_years=3", "/reach?from=3e&years=3"),
        ("from=&to=plombier", "/lead?to=plombier"),
        ("from=3e&from=&to=plombier&versus=chauffagiste", "/compare?from=3e&to=plombier&to=chauffagiste"),
        ("from=3e&to=&to_type=BTS", "/route?from=3e&to_type=BTS"),
        ("from=3e&from=CAP&to=plombier&k=10&open_only=1", "/route?from=3e&from=CAP&to=plombier&k=10&open_only=1"),
        ("from=3e&to=plombier&lang=en", "/route?from=3e&to=plombier&lang=en"),
        ("from=&to=", "/"),
    ],
)
def test_a_form_is_sent_on_to_the_address_of_its_question(client, asked, there):
    answer = get(client, f"/ask?{asked}", 303)
    assert answer.headers["location"] == there


def test_the_start_page_has_a_form_that_works_without_a_script(client):
    text = get(client, "/").text
    assert 'action="/ask"' in text
    assert 'name="from"' in text
    assert 'name="to"' in text
    assert '<html lang="fr"' in text


def test_a_question_is_answered_with_its_routes_and_stays_in_the_form(client):
    text = get(client, "/route?from=3e&to=plombier&max_years=3").text
    assert "plombier/ère" in text
    assert 'value="3e"' in text
    assert 'value="plombier"' in text
    assert '<option value="3" selected>' in text
    assert len(re.findall(r'<li class="way"', text)) >= 2
    assert 'href="/route?from=3e&amp;to=plombier"' in text, "the limit can be taken away"


def test_english_is_asked_for_by_address_or_by_the_browser(client):
    assert '<html lang="en"' in get(client, "/?lang=en").text
    assert '<html lang="en"' in get(client, "/", headers={"accept-language": "de, en;q=0.7, fr;q=0.5"}).text
    assert '<html lang="fr"' in get(client, "/", headers={"accept-language": "de"}).text
    assert "lang=en" in get(client, "/?lang=en").text, "links keep the language that was named"


def test_a_name_that_is_not_clear_is_asked_back(client):
    text = get(client, "/route?from=3e&to=plombire-chaufagist", 422).text
    assert "plombire-chaufagist" in text
    text = get(client, "/route?from=bac+pro+installateur+ou+pas&to=plombier", 422).text
    choices = re.findall(r'<li><a href="(/route\?from=[^"]+)"', text)
    assert choices
    get(client, choices[0].replace("&amp;", "&"))


def test_a_type_of_diploma_is_a_start_and_is_called_so(client):
    assert "<h1" in (text := get(client, "/route?from=bac+pro&to=plombier").text)
    assert re.search(r"<h1[^>]*>D’un bac pro|<h1[^>]*>D&#39;un bac pro|<h1[^>]*>De un bac pro", text), text[
        text.index("<h1") :
    ][:300]


def test_what_is_missing_is_said(client):
    assert "Il manque" in get(client, "/route?from=3e", 422).text
    assert "deux buts" in get(client, "/compare?from=3e&to=plombier", 422).text
    get(client, "/nowhere", 404)
    get(client, "/node/FOR.0", 404)
    get(client, "/node/", 404)


def test_where_there_is_no_route_the_way_out_is_a_link(client):
    text = get(client, "/route?from=3e&to=plombier&max_years=1").text
    assert 'href="/route?from=3e&amp;to=plombier"' in text
    assert "sans « 1 an au plus »" in text


@pytest.mark.parametrize(
    "address",
    ["/reach?from=3e", "/reach?from=3e&years=2&kind=job", "/lead?to=plombier", "/lead?to=plombier&kind=class"],
)
def test_what_is_within_reach_leads_on_to_routes(client, address):
    text = get(client, address).text
    found = re.findall(r'<td class="k-[^>]*><a href="(/route\?[^"]+)"', text)
    assert found
    assert re.search(r'<li class="way"', get(client, found[0].replace("&amp;", "&")).text)


def test_a_node_shows_what_leads_in_and_out(client):
    text = get(client, "/node/FOR.7017").text
    assert 'href="/node/MET.266"' in text
    assert "installateur en chauffage" in text


def test_two_goals_side_by_side(client):
    text = get(client, "/compare?from=3e&to=plombier&to=FOR.7017").text
    assert "Le choix peut rester ouvert" in text


def test_a_type_is_not_compared_whole_but_asked_back(client):
    text = get(client, "/compare?from=3e&to=plombier&to=bac+pro", 422).text
    choice = re.search(r'<li><a href="(/compare\?from=3e&amp;to=plombier&amp;to=[^"]+)"', text)[1]
    get(client, choice.replace("&amp;", "&"))


def test_a_sheet_finds_the_routes_of_its_items_again(client):
    page = get(client, "/route?from=3e&to=plombier").text
    item = re.search(r'data-item="([^"]+)"', page)[1].replace("&amp;", "&")
    answer = client.get("/sheet", params={"item": [item, "from=3e&to=plombier&way=FOR.0", "rien"]})
    assert answer.status_code == 200
    assert "De la 3e" in answer.text or "De 3e" in answer.text
    assert "n’est plus proposé" in answer.text
    assert "pas comprise" in answer.text


def test_a_site_below_a_path_links_within_it(opened):
    client = opened(root_path="/parcours")
    text = client.get("/parcours/route?from=3e&to=plombier").text
    assert 'action="/parcours/ask"' in text
    assert re.search(r'src="/parcours/static/\w+/serve.js"', text)
    at = client.get("/parcours/ask?from=3e&to=plombier", follow_redirects=False).headers["location"]
    assert at == "/parcours/route?from=3e&to=plombier"


def test_every_link_and_file_of_a_page_is_there(client):
    for address in ("/", "/route?from=3e&to=plombier", "/node/FOR.7017", "/reach?from=3e", "/about", "/selection"):
        text = get(client, address).text
        links = set(re.findall(r'(?:href|src)="(/[^"]*)"', text))
        for link in (link for link in links if "/api/" not in link):  # examples there are of the national graph
            status = client.get(link.replace("&amp;", "&"), follow_redirects=False).status_code
            assert status in {200, 303}, (address, link)
