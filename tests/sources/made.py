"""Small sources made for the tests: the record's shape, sentences of our own."""

from __future__ import annotations

FORMATION_XML = """<?xml version="1.0" encoding="UTF-8"?>
<formations>
    <formation>
        <identifiant>FOR.99901</identifiant>
        <code_scolarite>50099901</code_scolarite>
        <libelle_complet>CAP réparateur de cerfs-volants</libelle_complet>
        <sigle>RCV</sigle>
        <libelle_generique/>
        <type_Formation>
            <type_formation_sigle>CAP</type_formation_sigle>
            <type_formation_libelle_court>CAP</type_formation_libelle_court>
            <type_formation_libelle>certificat d'aptitude professionnelle</type_formation_libelle>
        </type_Formation>
        <duree_formation>{duration}</duree_formation>
        <descriptif_format_court><![CDATA[
            <p>On répare des cerfs-volants &amp; des planeurs.</p>
            <p>On les essaie.</p>]]></descriptif_format_court>
        <descriptif_acces><![CDATA[
            <h5>Accès</h5>
            <p>Après la 3e.</p>
            <ul>
                <li>
                    <p>sur dossier</p>
                </li>
            </ul>]]></descriptif_acces>
        <url>https://example.org/recherche/rncp/12345/</url>
        <nsf_discipline>
            <NSF_discipline_code>253</NSF_discipline_code>
            <NSF_discipline_libelle>Aéronautique</NSF_discipline_libelle>
        </nsf_discipline>
        <niveau_certification>niveau 3 (CAP)</niveau_certification>
        <niveau_etudes>
            <id>REF.400</id>
            <libelle>CAP ou équivalent</libelle>
        </niveau_etudes>
        <annee_premiere_session>2020</annee_premiere_session>
        <annee_derniere_session>2027</annee_derniere_session>
        <nature_certificat>
            <libelle_nature_certificat>Diplôme de l'Éducation nationale</libelle_nature_certificat>
            <libelle_nature_certificat>Formation inscrite au RNCP</libelle_nature_certificat>
        </nature_certificat>
        <attendus/>
        <sous_tutelle>Ministère du Vent</sous_tutelle>
        <descriptif_poursuite_etudes><![CDATA[<p>On peut continuer.</p>]]></descriptif_poursuite_etudes>
        <poursuites_etudes>
            <poursuite_etudes>
                <type_Poursuite>poursuite d'études conditionnelle</type_Poursuite>
                {continuation}
                <formation_poursuite_Etudes>bac pro aéronautique</formation_poursuite_Etudes>
            </poursuite_etudes>
        </poursuites_etudes>
        <metiers_formation>
            <metier>
                <id>MET.99901</id>
                {job}
            </metier>
        </metiers_formation>
        <publications>
            <publication>
                <code_librairie>978</code_librairie>
                <titre_publication>Le vent</titre_publication>
                <annee>2023</annee>
            </publication>
        </publications>
        <sous_domaines_web>
            <sous_domaine_web>
                <id>T-IDEO2.1</id>
                <libelle>construction aéronautique</libelle>
            </sous_domaine_web>
            <sous_domaine_web>
                <id>T-IDEO2.2</id>
                <libelle>plâtrerie</libelle>
            </sous_domaine_web>
        </sous_domaines_web>
        <creation_date>06/06/2020</creation_date>
        <modification_date>17/05/2024</modification_date>
    </formation>
</formations>
"""

JOB_NAMES = """<nom_metier>réparateur/trice de cerfs-volants</nom_metier>
                <libelle_feminin>réparatrice de cerfs-volants</libelle_feminin>
                <libelle_masculin>réparateur de cerfs-volants</libelle_masculin>"""
SYNONYM = """<synonyme>
                    <nom_metier>voilier/ère du ciel</nom_metier>
                    <libelle_feminin>voilière du ciel</libelle_feminin>
                    <libelle_masculin>voilier du ciel</libelle_masculin>
                </synonyme>"""

JOB_XML = """<?xml version="1.0" encoding="UTF-8"?>
<metiers>
    <metier>
        <identifiant>MET.99901</identifiant>
        {names}
        <synonymes>{synonym}</synonymes>
        <romesV3><romeV3>B1234</romeV3><romeV3>B5678</romeV3></romesV3>
        <competences><![CDATA[<h5>Habile</h5><p>Il faut de bons doigts.</p>]]></competences>
        <condition_travail/>
        <nature_travail/>
        <acces_metier><![CDATA[<p>Un CAP suffit.</p>]]></acces_metier>
        <vie_professionnelle><![CDATA[
            <h3>Salaire</h3>
            <p>Selon le vent.</p>]]></vie_professionnelle>
        <accroche_metier><![CDATA[<p>Il ou elle répare.</p>]]></accroche_metier>
        {briefs}
        <statuts><statut><id>T-ITM.1</id><libelle>salarié</libelle></statut></statuts>
        <metiers_associes>
            <metier_associe><id>MET.99902</id><libelle>pilote de planeur</libelle></metier_associe>
        </metiers_associes>
        <niveau_acces_min><id>REF.410</id><libelle>CAP ou équivalent</libelle></niveau_acces_min>
        <formations_min_requise>
            <formation_min_requise>
                <id>FOR.99901</id>
                <libelle>CAP réparateur de cerfs-volants</libelle>
            </formation_min_requise>
        </formations_min_requise>
        <secteurs_activite>
            <metier_transverse>oui</metier_transverse>
            <secteur_activite><id>T-IDEO2.3</id><libelle>Aéronautique</libelle></secteur_activite>
        </secteurs_activite>
        <centres_interet>
            <centre_interet><id>T-IDEO2.4</id><libelle>j'aime le vent</libelle></centre_interet>
        </centres_interet>
    </metier>
</metiers>
"""

BRIEF = """<format_court><type>{type}</type><libelle>réparateur</libelle>
    <descriptif><![CDATA[<p>{text}</p>]]></descriptif></format_court>"""


def formation_xml(*, duration="2 ans", continuation="", job=JOB_NAMES + f"<synonymes>{SYNONYM}</synonymes>", more=""):
    """A document of one formation; `more` are further records."""
    text = FORMATION_XML.format(duration=duration, continuation=continuation, job=job)
    return text.replace("</formations>", f"{more}</formations>")


def job_xml(*, names=JOB_NAMES, synonym=SYNONYM, briefs=None):
    if briefs is None:
        texts = (("Fiche metier (Documentation)", "Ancien."), ("Dico des métiers", "En deux mots."))
        briefs = f"<formats_courts>{''.join(BRIEF.format(type=t, text=x) for t, x in texts)}</formats_courts>"
    return JOB_XML.format(names=names, synonym=synonym, briefs=briefs)


def small_formation(number, title, code="", more=""):
    """One short `<formation>` record."""
    return (
        f"<formation><identifiant>FOR.{number}</identifiant><code_scolarite>{code}</code_scolarite>"
        f"<libelle_complet>{title}</libelle_complet><duree_formation>2 ans</duree_formation>{more}</formation>"
    )


def document(*records, root="formations", prolog='<?xml version="1.0" encoding="UTF-8"?>'):
    body = "\n".join(records)
    return f"{prolog}\n<{root}>\n{body}\n</{root}>\n"
