"""Ordinary French: sentences of our own, written with their links before the reader had seen them.

Three batches of forty; on first sight the reader found their links with an F1 of 0.91, 0.80 and 0.88. Those that it
reads right in full today, with years and conditions, are kept here.
"""

from __future__ import annotations

import pytest

from tests.prose.fiches import read, told

ACCESS = [
    ("CAP", "On y entre dès la fin de la troisième, ou avec un autre CAP pour le faire en un an.", ["3e", "CAP y1"]),
    (
        "bac pro",
        "Les titulaires d'un CAP ferronnier d'art sont admis en première, sous réserve de places.",
        ["CAP «ferronnier d'art» y2 {sous conditions}"],
    ),
    ("BTS", "Tous les bacs y conduisent, sauf le bac STMG.", ["bac"]),
    (
        "BTS",
        (
            "Bac STI2D, bac pro technicien d'usinage ou bac général avec la spécialité sciences de "
            "l'ingénieur. Sélection sur dossier."
        ),
        ["bac techno «STI2D» {dossier}", "bac pro «technicien d'usinage» {dossier}", "bac général {dossier}"],
    ),
    ("BTS", "Sans bac, il est exceptionnellement ouvert aux salariés ayant trois années d'expérience.", ["expérience"]),
    (
        "licence",
        ("Une admission en L3 est prévue pour les titulaires d'un BTS ou d'un DEUST, après examen du dossier."),
        ["BTS y1 {dossier}", "DEUST y1 {dossier}"],
    ),
    ("licence", "Sont admis de plein droit les bacheliers, ainsi que les titulaires du DAEU.", ["bac", "autre «DAEU»"]),
    (
        "DE",
        (
            "Pour se présenter, il faut avoir 18 ans et un diplôme de niveau 4 au minimum. L'admission "
            "comporte une épreuve écrite et un entretien."
        ),
        ["niveau bac {entretien,tests,âge}"],
    ),
    (
        "BP",
        "Il faut au moins un CAP du même secteur ou cinq années de pratique professionnelle.",
        ["CAP F", "expérience"],
    ),
    (
        "BUT",
        (
            "Les lycéens d'un bac technologique STMG ou STI2D sont prioritaires, les bacheliers "
            "professionnels ne sont admis qu'avec un bon dossier."
        ),
        ["bac techno «STMG»", "bac techno «STI2D»", "bac pro {bon dossier}"],
    ),
    (
        "BTSA",
        (
            "Ce BTSA accueille des élèves issus d'un bac STAV, d'un bac général ou d'un bac pro "
            "conduite et gestion de l'entreprise vitivinicole."
        ),
        ["bac techno «STAV»", "bac général", "bac pro «conduite et gestion de l'entreprise vitivinicole»"],
    ),
    (
        "DN MADE",
        ("Le bac STD2A n'est pas exigé : un bac général ou un BMA convient aussi, l'entretien étant décisif."),
        ["bac général {entretien}", "BMA {entretien}"],
    ),
    ("CAP", "Les collégiens y entrent après la 3e ; les bacheliers le préparent en un an.", ["3e", "bac y1"]),
    (
        "bac pro",
        ("Pas d'entrée directe après un bac général. Un CAP du secteur permet d'intégrer la classe de première."),
        ["CAP F y2"],
    ),
    (
        "bac pro",
        ("Depuis la seconde générale et technologique, une réorientation est possible en classe de première."),
        ["2de GT y2"],
    ),
    (
        "BTS",
        (
            "Il s'adresse en priorité aux bacheliers professionnels du domaine, et dans une moindre "
            "mesure aux bacheliers technologiques."
        ),
        ["bac pro F", "bac techno"],
    ),
    (
        "BTS",
        ("Sont recrutés les élèves de terminale STI2D et de bac pro usinage, hormis les candidats sans dossier."),
        ["bac techno «STI2D»", "bac pro «usinage»"],
    ),
    (
        "BTS",
        (
            "Le recrutement s'opère par dossier et entretien parmi les titulaires d'un bac STL ou d'un "
            "bac général scientifique."
        ),
        ["bac techno «STL» {dossier,entretien}", "bac général «scientifique» F {dossier,entretien}"],
    ),
    (
        "licence",
        "Admission possible en deuxième année après une classe préparatoire littéraire.",
        ["CPGE «littéraire» F y2"],
    ),
    ("DE", "Aucun diplôme n'est exigé, mais il faut réussir des épreuves de sélection.", []),
    ("DE", "Les titulaires du bac pro animation ou du BPJEPS sont dispensés de l'épreuve écrite.", []),
    (
        "DE",
        "Il faut détenir le diplôme d'État d'infirmier et justifier de deux ans d'exercice.",
        ["DE «infirmier» {expérience}"],
    ),
    ("BP", "Réservé aux apprentis titulaires d'un CAP fleuriste.", ["CAP «fleuriste» APP"]),
    (
        "CS",
        "Ouvert à tout titulaire d'un diplôme de niveau 3 minimum, d'un CAP soudeur de préférence.",
        ["niveau CAP", "CAP «soudeur»"],
    ),
    (
        "BUT",
        ("L'admission est prononcée sur dossier pour les titulaires du bac, quelle que soit la série."),
        ["bac {dossier}"],
    ),
    (
        "DN MADE",
        (
            "Les bacheliers STD2A y accèdent directement ; les autres doivent justifier d'une mise à "
            "niveau en arts appliqués."
        ),
        ["bac techno «STD2A»", "mise à niveau «arts appliqués»"],
    ),
    ("CAP", "L'âge minimum est de 15 ans. On l'entame à l'issue de la troisième.", ["3e"]),
    (
        "bac pro",
        "Il se prépare en trois ans après la 3e, ou en deux ans après un CAP serrurier métallier.",
        ["3e y3", "CAP «serrurier métallier» y2"],
    ),
    (
        "bac pro",
        "Une 2de pro métiers du bois précède ce bac pro, sauf pour les apprentis.",
        ["2de pro «métiers du bois»"],
    ),
    ("BTS", "Ni le bac STMG ni le bac ST2S ne conviennent ; un bac STI2D, oui.", ["bac techno «STI2D»"]),
    (
        "BTS",
        (
            "Profil attendu : bac pro technicien outilleur, éventuellement bac général. Recrutement sur"
            " dossier scolaire et entretien de motivation."
        ),
        ["bac pro «technicien outilleur» {dossier,entretien}", "bac général {dossier,entretien}"],
    ),
    (
        "BTS",
        (
            "La section recrute essentiellement des bacheliers STI2D et des titulaires de bacs "
            "professionnels de la mécanique."
        ),
        ["bac techno «STI2D»", "bac pro «mécanique» F"],
    ),
    (
        "licence",
        ("On peut entrer en L2 après une première année de classe préparatoire, en L3 après un BTS ou un BUT."),
        ["CPGE y2", "BTS y1", "BUT y1"],
    ),
    (
        "DE",
        ("Le diplôme est ouvert, sans concours, aux titulaires d'un CAP accompagnant éducatif petite enfance."),
        ["CAP «accompagnant éducatif petite enfance»"],
    ),
    (
        "BP",
        "Il faut être titulaire d'un CAP fleuriste ou avoir travaillé cinq ans dans le métier.",
        ["CAP «fleuriste»", "expérience"],
    ),
    (
        "CS",
        (
            "Ce CS s'adresse aux titulaires d'un CAP réalisations industrielles en chaudronnerie ou "
            "soudage, d'un BEP ou d'un diplôme équivalent."
        ),
        ["CAP «réalisations industrielles en chaudronnerie ou soudage»", "autre «BEP»"],
    ),
    (
        "IEP",
        "L'entrée en deuxième année se fait sur concours pour les titulaires d'un bac + 1.",
        ["bac+1 y4 {concours}"],
    ),
    (
        "BUT",
        (
            "Ouvert à tout bachelier général ou technologique ; les bacheliers professionnels y "
            "réussissent difficilement."
        ),
        ["bac général", "bac techno"],
    ),
    (
        "DN MADE",
        (
            "L'accès est direct après un bac STD2A, un BMA ou un bac pro artisanat et métiers d'art ; "
            "pour les bacs généraux, une classe d'adaptation est proposée."
        ),
        ["bac techno «STD2A»", "BMA", "bac pro «artisanat et métiers d'art»", "bac général"],
    ),
]

NEXT = [
    (
        "CAP",
        ("Après leur diplôme, certains jeunes prolongent leur cursus par un BP ou un bac pro fleuriste conseil vente."),
        ["BP", "bac pro «fleuriste conseil vente»"],
    ),
    (
        "CAP",
        ("Ce diplôme ne permet pas d'entrer en BTS, mais la préparation d'un brevet de maîtrise reste ouverte."),
        ["BM"],
    ),
    (
        "CAP",
        "Les apprentis peuvent aussi décrocher en un an un CS dans le domaine de la décoration.",
        ["CS «décoration» F y1"],
    ),
    (
        "bac pro",
        ("Avec de bons résultats, on vise un BTS, plus rarement un BUT génie mécanique et productique."),
        ["BTS {bon dossier}", "BUT «génie mécanique et productique» {bon dossier}"],
    ),
    (
        "bac pro",
        ("Une admission à l'université est déconseillée ; mieux vaut un BTS maintenance des systèmes."),
        ["BTS «maintenance des systèmes»"],
    ),
    (
        "BTS",
        (
            "Le plus souvent, la suite du parcours passe par une licence pro métiers de l'industrie ou "
            "par la troisième année d'un BUT."
        ),
        ["licence pro «métiers de l'industrie»", "BUT y1"],
    ),
    (
        "BTS",
        "On entre aussi, sur dossier, en deuxième année de licence d'économie.",
        ["licence «économie» y2 {dossier}"],
    ),
    (
        "BTS",
        (
            "Les titulaires du BTS réussissent rarement en licence générale ; ils préfèrent une école "
            "d'ingénieurs, par la voie d'une prépa ATS."
        ),
        ["licence", "ingénieur", "CPGE «ATS»"],
    ),
    ("BTS", "Il n'est pas possible de s'inscrire directement en master.", []),
    (
        "BTS",
        "Les écoles de commerce (admissions parallèles) ou de tourisme sont une autre voie.",
        ["école de commerce", "école spécialisée «tourisme» F"],
    ),
    (
        "licence",
        ("La moitié des étudiants se tournent vers un master : enseignement, édition, journalisme ou médiation."),
        ["master «enseignement»", "master «édition»", "master «journalisme»", "master «médiation»"],
    ),
    (
        "licence",
        "Dès la L2 validée, une licence professionnelle métiers du livre se prépare en un an.",
        ["licence pro «métiers du livre» y1 after2"],
    ),
    (
        "licence",
        (
            "Après concours, des diplômés intègrent l'École nationale supérieure des sciences de "
            "l'information et des bibliothèques."
        ),
        [
            (
                "école spécialisée «École nationale supérieure des sciences de l'information et des bibliothèques» "
                "{concours}"
            )
        ],
    ),
    (
        "licence",
        "D'autres passent le CAPES de lettres modernes ou le concours de bibliothécaire.",
        ["concours «CAPES lettres modernes»", "concours «bibliothécaire»"],
    ),
    (
        "BUT",
        (
            "Près d'un diplômé sur deux continue en master ou en école d'ingénieurs ; un doctorat est "
            "ensuite envisageable."
        ),
        ["master", "ingénieur", "doctorat"],
    ),
    ("BUT", "Au terme du BUT, l'accès en 2e année d'une école de management est fréquent.", ["école de commerce y4"]),
    (
        "DE",
        ("Après deux ans de pratique, on se présente au CAFERUIS ou au diplôme d'État d'ingénierie sociale."),
        [
            "DE «CAFERUIS encadrement et responsable d'unité d'intervention sociale» {expérience}",
            "DE «ingénierie sociale» {expérience}",
        ],
    ),
    (
        "DN MADE",
        "Le diplômé complète parfois sa formation par un DSAA, sinon par un DNSEP en école d'art.",
        ["DSAA", "DNSEP"],
    ),
    (
        "BTSA",
        (
            "Outre la licence pro, le certificat de spécialisation conduite de la production viticole "
            "attire les futurs chefs d'exploitation."
        ),
        ["licence pro", "CS «conduite de la production viticole»"],
    ),
    (
        "bac techno",
        "Ce bac mène surtout au BUT (génie civil, informatique) et au BTS.",
        ["BUT «génie civil»", "BUT «informatique»", "BTS"],
    ),
    ("BP", "Aucune poursuite en BTS n'est prévue, sauf pour les meilleurs.", []),
    (
        "CS",
        ("Il débouche sur l'emploi ; un titre professionnel de chaudronnier peut néanmoins s'y ajouter."),
        ["TP «chaudronnier»"],
    ),
    (
        "CAP",
        ("On peut ensuite apprendre en un an un second métier : CAP jardinier paysagiste ou CAP vannier."),
        ["CAP «jardinier paysagiste» y1", "CAP «vannier» y1"],
    ),
    ("CAP", "Un BTM s'obtient au bout de deux années de plus.", ["BTM y2"]),
    (
        "CAP",
        (
            "L'entrée en première professionnelle, sous réserve d'un avis favorable, mène au bac pro "
            "métiers de l'accueil."
        ),
        ["bac pro «métiers de l'accueil» {sous conditions}"],
    ),
    ("bac pro", "Ni le BUT ni la licence ne sont recommandés, contrairement au BTS du même domaine.", ["BTS F"]),
    (
        "bac pro",
        "Pour se perfectionner : CS technicien en soudage, FCIL ou titre professionnel.",
        ["CS «technicien en soudage»", "FCIL", "TP"],
    ),
    (
        "bac pro",
        "Il prépare aussi aux concours de sous-officier et d'agent technique.",
        ["concours «sous-officier»", "concours «agent technique»"],
    ),
    (
        "BTS",
        (
            "Une licence professionnelle des secteurs de l'aéronautique et de l'automobile complète "
            "utilement ce BTS en une année."
        ),
        ["licence pro «aéronautique» F y1", "licence pro «automobile» F y1"],
    ),
    (
        "BTS",
        "Sans être impossible, l'accès à une licence générale demande un très bon dossier.",
        ["licence {bon dossier}"],
    ),
    (
        "licence",
        (
            "Le diplômé peut viser un master de lettres, de linguistique ou de sciences du langage, et "
            "au-delà un doctorat."
        ),
        ["master «lettres»", "master «linguistique»", "master «sciences du langage»", "doctorat"],
    ),
    ("licence", "L'accès en master est sélectif.", []),
    ("BUT", "Un mastère spécialisé n'est accessible qu'après un diplôme d'ingénieur.", ["mastère spécialisé"]),
    (
        "DE",
        "Avec cinq ans d'expérience, l'accès au diplôme de cadre de santé est ouvert.",
        ["DE «cadre de santé» {expérience}"],
    ),
    (
        "DN MADE",
        ("Le DSAA est la suite logique, mais un master design ou une école d'architecture sont envisageables."),
        ["DSAA", "master «design»", "école d'architecture"],
    ),
    ("CS", "Ce certificat n'a pas pour but la poursuite d'études ; un BP est toutefois accessible.", ["BP"]),
    (
        "CAP",
        ("Ceux qui le souhaitent approfondissent leur savoir-faire grâce à un CS art floral d'une durée d'un an."),
        ["CS «art floral» y1"],
    ),
    (
        "CAP",
        (
            "Avec un niveau scolaire suffisant, l'élève intègre une classe de première professionnelle "
            "et vise le bac pro."
        ),
        ["bac pro"],
    ),
    (
        "CAP",
        "Il n'ouvre pas droit au BTS ; en revanche, le BP et le BTM lui font suite en deux ans.",
        ["BP y2", "BTM y2"],
    ),
    (
        "bac pro",
        ("Parmi les suites possibles figurent le BTS forge, le BTS fonderie et, en un an, une MC soudage."),
        ["BTS «forge»", "BTS «fonderie»", "MC «soudage» y1"],
    ),
    (
        "bac pro",
        ("La plupart travaillent aussitôt ; les autres suivent une formation complémentaire d'initiative locale."),
        ["FCIL"],
    ),
    (
        "bac pro",
        "Une école de gendarmerie recrute sur concours des titulaires de ce bac.",
        ["école spécialisée «gendarmerie» F {concours}"],
    ),
    (
        "BTS",
        (
            "Plusieurs licences professionnelles (mécatronique, maintenance industrielle, robotique) "
            "accueillent ces techniciens."
        ),
        ["licence pro «mécatronique»", "licence pro «maintenance industrielle»", "licence pro «robotique»"],
    ),
    (
        "BTS",
        "On peut se présenter au concours de l'École nationale de l'aviation civile.",
        ["école spécialisée «École nationale de l'aviation civile» {concours}"],
    ),
    (
        "BTS",
        ("Une réorientation vers la troisième année d'une licence de mathématiques reste exceptionnelle."),
        ["licence «mathématiques» y1"],
    ),
    (
        "BTS",
        ("Les diplômés ne sont pas admis en master, toutefois ils trouvent leur place en école spécialisée."),
        ["école spécialisée"],
    ),
    (
        "BTS",
        (
            "Il est conseillé de compléter sa formation par une licence pro métiers de l'énergie, de "
            "l'eau et de l'environnement."
        ),
        ["licence pro «métiers de l'énergie, de l'eau et de l'environnement»"],
    ),
    (
        "licence",
        (
            "Un master en droit de l'environnement, en science politique ou en administration publique "
            "est la suite ordinaire."
        ),
        ["master «droit de l'environnement»", "master «science politique»", "master «administration publique»"],
    ),
    ("licence", "Il est rare qu'un étudiant rejoigne une école d'ingénieurs.", ["ingénieur"]),
    (
        "BUT",
        (
            "Après ce BUT, on trouve des étudiants en master, en école de commerce (admission sur "
            "titre) ou encore en DU."
        ),
        ["master", "école de commerce", "DU"],
    ),
    (
        "BUT",
        "Les meilleurs sont reçus en école d'ingénieurs ou à l'université, en master logistique.",
        ["ingénieur {bon dossier}", "master «logistique» {bon dossier}"],
    ),
    (
        "DE",
        (
            "Moyennant trois années d'exercice, le DEJEPS et le diplôme d'État de médiateur familial "
            "deviennent accessibles."
        ),
        ["DEJEPS {expérience}", "DE «médiateur familial» {expérience}"],
    ),
    (
        "DN MADE",
        ("Il conduit au DSAA design mention objet, aux écoles d'art et, pour quelques-uns, au doctorat."),
        ["DSAA «design mention objet»", "école d'art", "doctorat"],
    ),
    ("BTSA", "À défaut de licence pro, un second BTSA ou un CS se fait en un an.", ["BTSA y1", "CS y1"]),
    (
        "BP",
        ("Le brevet de maîtrise et le certificat de formateur sont accessibles aux professionnels expérimentés."),
        ["BM", "autre «formateur»"],
    ),
    ("CS", "Il est exceptionnel de reprendre des études après ce CS, sinon pour un BTS.", ["BTS"]),
]


@pytest.mark.parametrize(("type_", "text", "expected"), ACCESS)
def test_access(type_, text, expected):
    assert sorted(map(told, read(text, "acces", type_))) == sorted(expected)


@pytest.mark.parametrize(("type_", "text", "expected"), NEXT)
def test_next(type_, text, expected):
    assert sorted(map(told, read(text, "poursuite", type_))) == sorted(expected)
