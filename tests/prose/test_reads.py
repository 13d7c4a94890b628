"""What the reader makes of sentences of our own: each phenomenon, both ways."""

from __future__ import annotations

import pytest

from tests.prose.fiches import read, told

ACCESS = [
    # a list of bacs, one of them with its field; a title after its acronym; an old name
    (
        "BTS",
        "Il est accessible avec un baccalauréat général scientifique, technologique ou professionnel.",
        ["bac général «scientifique» F", "bac techno", "bac pro"],
    ),
    (
        "BTS",
        "Accessible avec un bac professionnel forge et fonte (devenu bac pro métaux).",
        ["bac pro «forge et fonte»", "bac pro «métaux»"],
    ),
    # years of study in a diploma are that diploma
    (
        "licence",
        "En L2 ou L3 : pour ceux ayant déjà effectué 1 ou 2 années d'études supérieures en BUT chimie ou en BTS.",
        ["BUT «chimie» y1", "BTS y1"],
    ),
    (
        "licence",
        "En L2 ou L3 : pour ceux ayant déjà effectué 1 ou 2 années d'études supérieures, notamment en BUT chimie.",
        ["bac+1 y2", "bac+2 y1", "BUT «chimie» y1"],
    ),
    # a diploma of a field and a level
    (
        "DE",
        "Être titulaire d'un diplôme de travail social de niveau bac ou d'un diplôme de soins de niveau bac + 2.",
        ["niveau bac «travail social» F", "bac+2 «soins» F"],
    ),
    ("DE", "Accessible aux titulaires d'un diplôme de travail social.", ["DE"]),
    ("DE", "Accessible aux titulaires d'un diplôme de niveau bac.", ["niveau bac"]),
    # classes, the fiche's own diploma, years before and after
    ("CAP", "Ce CAP se prépare en 2 ans après la 3e.", ["3e y2"]),
    ("CAP", "Accessible après la classe de troisième, en deux ans.", ["3e y2"]),
    ("CAP", "Le CAP fleuriste forme des artisans.", []),
    ("CAP", "Le CAP fleuriste se prépare en 1 an après un autre CAP ou un bac pro.", ["CAP y1", "bac pro y1"]),
    (
        "bac pro",
        "Les élèves entrent en 2de professionnelle métiers du métal, du bois et du verre pour préparer ce bac pro.",
        ["2de pro «métiers du métal, du bois et du verre»"],
    ),
    (
        "bac techno",
        "On peut intégrer la classe de première après une 2de ou une 1re professionnelle.",
        ["2de pro y2", "1re «professionnelle» y2"],
    ),
    # apprentices
    (
        "bac pro",
        "Les élèves en apprentissage entrent directement dans cette spécialité sans passer par une 2de pro.",
        ["3e APP"],
    ),
    ("BP", "Dans le cadre de l'apprentissage, il se prépare après un CAP.", ["CAP APP"]),
    ("CAP", "Il se prépare après la 3e, sous statut scolaire ou par apprentissage.", ["3e"]),
    # shared heads and tails
    (
        "BTS",
        "Il est accessible avec un bac général, technologique ou professionnel.",
        ["bac général", "bac techno", "bac pro"],
    ),
    (
        "BTS",
        "Accessible à tout titulaire d'un baccalauréat : bac STMG, bac pro vente.",
        ["bac techno «STMG»", "bac pro «vente»"],
    ),
    ("BTS", "Accessible à tout titulaire d'un baccalauréat.", ["bac"]),
    (
        "BTS",
        "Il est accessible avec un baccalauréat, notamment général ou STL.",
        ["bac", "bac général", "bac techno «STL»"],
    ),
    (
        "BTS",
        "Il est accessible avec un bac technologique (STL, STI2D ou ST2S).",
        ["bac techno «STL»", "bac techno «STI2D»", "bac techno «ST2S»"],
    ),
    (
        "BTS",
        "Il est accessible avec un bac technologique, notamment STI2D (sciences et technologies de l'industrie).",
        ["bac techno", "bac techno «STI2D»"],
    ),
    (
        "BTS",
        "Il est accessible avec un bac STL (spécialité biotechnologies) ou un bac pro (mode, cuir par exemple).",
        ["bac techno «STL biotechnologies»", "bac pro «mode»", "bac pro «cuir»"],
    ),
    (
        "BTS",
        "Il est accessible avec un bac pro (option A coupe ou option B couture).",
        ["bac pro «option A coupe»", "bac pro «option B couture»"],
    ),
    (
        "BTS",
        "Il est accessible avec un bac pro verre option taille ou option soufflage.",
        ["bac pro «verre option taille»", "bac pro «verre option soufflage»"],
    ),
    ("BTS", "Il est accessible avec un bac pro du secteur du bois et du meuble.", ["bac pro «bois et du meuble» F"]),
    (
        "BTS",
        "Il est accessible avec un bac pro des secteurs du bois et du verre.",
        ["bac pro «bois» F", "bac pro «verre» F"],
    ),
    (
        "CS",
        "Il est ouvert aux titulaires de diplômes de niveau CAP, bac pro ou BTS du secteur de la mer.",
        ["niveau CAP «mer» F", "bac pro «mer» F", "BTS «mer» F"],
    ),
    ("CS", "L'option coque du bac pro nautisme est adaptée à ce CS.", ["bac pro «nautisme option coque»"]),
    (
        "CS",
        "Il est ouvert aux titulaires de la spécialité « chauffage, froid » du baccalauréat professionnel.",
        ["bac pro «chauffage, froid»"],
    ),
    # levels
    ("CS", "Les titulaires d'un diplôme de niveau CAP du même secteur sont admis.", ["niveau CAP F"]),
    ("CS", "Il faut un CAP ou un diplôme de même niveau.", ["CAP", "niveau CAP"]),
    ("CS", "Être titulaire d'un titre de niveau IV.", ["niveau bac"]),
    ("CS", "Être titulaire d'un titre de niveau 3 (CAP).", ["niveau CAP"]),
    ("IEP", "Les étudiants ayant un bac + 3 (180 crédits ECTS) sont admis.", ["bac+3"]),
    ("BTS", "Accessible aux titulaires d'un bac pro ou équivalent.", ["bac pro"]),
    # years of entry
    (
        "licence",
        "En L1 : les bacheliers généraux.\n\nEn L2 ou L3 (sur dossier) : après 1 ou 2 ans d'études supérieures.",
        ["bac général y3", "bac+1 y2 {dossier}", "bac+2 y1 {dossier}"],
    ),
    (
        "licence",
        "En L3 (admission sur dossier) : après 2 ans d'études supérieures (BTS, BUT dans un domaine proche).",
        ["BTS F y1 {dossier}", "BUT F y1 {dossier}"],
    ),
    ("IEP", "En 4e année : sur concours à bac + 3.", ["bac+3 y2 {concours}"]),
    ("IEP", "Possibilité pour les titulaires d'un BTS d'entrer directement en 2e année.", ["BTS y4"]),
    ("licence", "En L3 : après 2 ans de classe préparatoire littéraire.", ["CPGE «littéraire» F y1"]),
    ("DE", "L'accès se fait après une première année universitaire (PASS, LAS).", ["PASS", "LAS"]),
    # conditions
    (
        "BTS",
        "Il est accessible avec un bac général ou un bac pro. Accès sur dossier, voire tests et/ou entretien.",
        ["bac général {dossier,entretien,tests}", "bac pro {dossier,entretien,tests}"],
    ),
    (
        "BUT",
        "Il est accessible, sur dossier, à tout titulaire d'un bac général ou d'un bac pro avec un bon dossier.",
        ["bac général {dossier}", "bac pro {dossier,bon dossier}"],
    ),
    (
        "bac pro",
        "Les titulaires de certains CAP du même secteur peuvent le préparer en 2 ans, sous certaines conditions.",
        ["CAP F y2 {sous conditions}"],
    ),
    (
        "CS",
        "Accessible aux candidats majeurs titulaires :\n\n    - d'un BP\n\n    - d'un CAP du secteur du bois",
        ["BP {âge}", "CAP «bois» F {âge}"],
    ),
    # work experience
    ("BP", "Accessible aux professionnels, il dure 2 ans.", ["expérience"]),
    (
        "BP",
        "Il faut justifier de 5 ans d'expérience ou 2 ans pour les titulaires d'un CAP.",
        ["expérience", "CAP {expérience}"],
    ),
    ("CS", "Il faut un CAP et 3 ans d'expérience professionnelle.", ["CAP {expérience}"]),
    # no links
    ("BTS", "Spécialités de bac général recommandées : mathématiques, arts.", []),
    ("DE", "Les titulaires d'un bac pro sont dispensés de l'épreuve écrite.", []),
    ("DE", "Aucun diplôme n'est exigé. Avoir 18 ans.", []),
    ("BTS", "Pour les autres types de bacs, une année de mise à niveau est obligatoire.", ["mise à niveau"]),
    ("BP", "C'est un diplôme de même niveau que le bac (niveau 4).", []),
    ("BTS", "Ce diplôme (ex BTS dentelle) se prépare après un bac pro.", ["bac pro"]),
    ("DE", "Connaissances attendues pour les formations conduisant aux diplômes d'État d'aide-soignant.", []),
]

NEXT = [
    # enumerations with shared heads and tails
    ("CAP", "Il est possible de poursuivre en un CS ou un BTM du domaine.", ["CS F", "BTM F"]),
    (
        "CAP",
        "Il est possible de poursuivre en 1 an en CS, en 2 ans en BP ou en bac professionnel.",
        ["CS y1", "BP y2", "bac pro y2"],
    ),
    (
        "bac pro",
        "Une poursuite est possible en CS, en 1 an, en BTS (2 ans) ou en BUT (3 ans).",
        ["CS y1", "BTS y2", "BUT y3"],
    ),
    (
        "CAP",
        "Il est possible de préparer un BMA en deux ans ou d'intégrer une école de mode.",
        ["BMA y2", "école d'art «mode» F"],
    ),
    ("BTS", "Il est possible de poursuivre en licence (droit, AES...).", ["licence «droit»", "licence «AES»"]),
    (
        "BTS",
        "Il est possible de poursuivre en licence ou licence pro (chimie, verre par exemple).",
        ["licence «chimie»", "licence «verre»", "licence pro «chimie»", "licence pro «verre»"],
    ),
    (
        "bac techno",
        "Il prépare à la poursuite d'études en BTS, BUT... dans les domaines scientifiques, industriels.",
        ["BTS «scientifiques» F", "BTS «industriels» F", "BUT «scientifiques» F", "BUT «industriels» F"],
    ),
    (
        "BTS",
        "Il est possible de poursuivre en BUT ou dans une licence pro du domaine de la mer.",
        ["BUT", "licence pro «mer» F"],
    ),
    (
        "BTS",
        "Poursuite possible en licence de chimie, de biologie ou en master.",
        ["licence «chimie»", "licence «biologie»", "master"],
    ),
    (
        "DN MADE",
        "On peut préparer un DSAA, un DNSEP dans une école d'art ou un master à l'université.",
        ["DSAA", "DNSEP", "master"],
    ),
    (
        "CAP",
        "Il est possible de poursuivre en DN MADE, notamment mentions bois ou métal.",
        ["DN MADE", "DN MADE «bois»", "DN MADE «métal»"],
    ),
    (
        "CAP",
        "Il est possible de poursuivre en BMA dans le domaine du métal : bijou, coutellerie.",
        ["BMA «bijou»", "BMA «coutellerie»"],
    ),
    # acronyms with their expansions in either order
    (
        "CAP",
        "Il est possible de poursuivre en certificat de spécialisation (CS) ou en BP (brevet professionnel).",
        ["CS", "BP"],
    ),
    (
        "bac techno",
        "Poursuite en BUT GACO (gestion administrative et commerciale des organisations) (3 ans).",
        ["BUT «gestion administrative et commerciale des organisations» y3"],
    ),
    ("bac techno", "Poursuite en BUT CS (carrières sociales).", ["BUT «carrières sociales»"]),
    (
        "BTS",
        "Il est possible de passer par une prépa ATS (adaptation technicien supérieur) génie civil.",
        ["CPGE «ATS génie civil»"],
    ),
    ("BTS", "Il est possible de passer par une prépa génie civil post-bac + 2 (ATS).", ["CPGE «ATS génie civil»"]),
    # schools
    (
        "BTSA",
        "Il est possible d'intégrer une grande école (vétérinaire, d'ingénieurs ou du paysage).",
        ["école vétérinaire", "ingénieur", "école spécialisée «paysage» F"],
    ),
    (
        "licence",
        "Il est possible de rejoindre une école de journalisme, de communication ou un IEP.",
        ["école spécialisée «journalisme» F", "école spécialisée «communication» F", "IEP"],
    ),
    ("licence", "Il est possible de rejoindre une école spécialisée dans les métiers du son.", ["école d'art «son» F"]),
    ("BTS", "Il est possible d'intégrer une école d'ingénieurs en génie civil.", ["ingénieur «génie civil» F"]),
    (
        "bac pro",
        "Une poursuite est possible dans une école spécialisée en logistique (Alpha, Beta).",
        ["école spécialisée «logistique» F"],
    ),
    (
        "BTS",
        "Il est possible d'intégrer une école d'ingénieurs après une licence comme les Mines.",
        ["ingénieur"],
    ),
    # leaving early, years of entry
    (
        "licence",
        "Avec une L2 validée : poursuite en licence professionnelle (1 an d'études).",
        ["licence pro y1 after2"],
    ),
    (
        "licence",
        "Après 2 à 4 semestres validés, licence pro possible. Avec une L3 validée, poursuite en master (2 ans).",
        ["licence pro after1", "master y2"],
    ),
    ("BTS", "Il est possible de poursuivre en licence (L3 en chimie).", ["licence «chimie» y1"]),
    ("BTS", "Il est possible de poursuivre en 3e année de BUT chimie.", ["BUT «chimie» y1"]),
    # conditions
    (
        "bac pro",
        "Avec un très bon dossier ou une mention à l'examen, une poursuite est envisageable en BTS.",
        ["BTS {bon dossier,mention}"],
    ),
    (
        "bac pro",
        "Il est possible, sous certaines conditions, de poursuivre en BTS ou, avec un bon dossier, en DNA.",
        ["BTS {sous conditions}", "DNA {bon dossier,sous conditions}"],
    ),
    (
        "licence",
        "Avec une L3 : poursuite en master, en école d'ingénieurs sur concours ou sur dossier.",
        ["master", "ingénieur {dossier,concours}"],
    ),
    ("CAP", "Il est possible de préparer un bac pro ou, après expérience, un BP.", ["bac pro", "BP {expérience}"]),
    (
        "DE",
        "Après 4 ans d'exercice, ils peuvent préparer le diplôme de cadre de santé (10 mois).",
        ["DE «cadre de santé» y1 {expérience}"],
    ),
    # concours
    (
        "licence",
        "Possibilité de présenter les concours de la fonction publique (bibliothécaire, attaché).",
        ["concours «bibliothécaire»", "concours «attaché»"],
    ),
    (
        "licence",
        "Préparation des concours de la fonction publique : bibliothécaire, attaché.",
        ["concours «bibliothécaire»", "concours «attaché»"],
    ),
    (
        "licence",
        "Il peut se présenter au CAPES de lettres ou à ceux de la fonction publique.",
        ["concours «CAPES lettres»", "concours «fonction publique» F"],
    ),
    (
        "licence",
        "Préparation aux concours de l'enseignement : CAPES lettres (concours de recrutement d'enseignant).",
        ["concours «CAPES lettres»"],
    ),
    (
        "licence",
        "Préparation au CAPES lettres - latin (concours de recrutement d'enseignant de collège ou de lycée).",
        ["concours «CAPES lettres»"],
    ),
    ("licence", "Préparer le CAPES de lettres (peu de postes au concours).", ["concours «CAPES lettres»"]),
    ("licence", "Il est possible d'entrer en école d'art (pour préparer un DNSEP).", ["école d'art", "DNSEP"]),
    ("licence", "Il est possible d'entrer en école d'art (Brest, Lyon).", ["école d'art"]),
    # titles of the national nomenclature that hold commas
    (
        "BTS",
        "Il est possible de poursuivre en licence mention électronique, électrotechnique, automatique ou physique.",
        ["licence «électronique, électrotechnique, automatique»", "licence «physique»"],
    ),
    (
        "licence",
        "Avec une L3 : poursuite en master monnaie, banque, finance, assurance ou droit.",
        ["master «monnaie, banque, finance, assurance»", "master «droit»"],
    ),
    # general and fields; names in a sentence of their own; what a licence holds is no way on
    (
        "licence",
        "Avec une L2 validée : poursuite en licence pro, notamment dans les secteurs de la presse, de la radio.",
        ["licence pro after2", "licence pro «presse» F after2", "licence pro «radio» F after2"],
    ),
    (
        "licence",
        "Avec une L3 : possibilité de candidater en master (2 ans). Exemples de mentions : banque ; édition.",
        ["master y2", "master «banque» y2", "master «édition» y2"],
    ),
    ("licence", "Exemples de parcours en licence : banque ; édition.", []),
    (
        "licence",
        "Il est possible de rejoindre une école d'ingénieurs, notamment les écoles de chimie.",
        ["ingénieur", "ingénieur «écoles de chimie»"],
    ),
    (
        "licence",
        "Il est possible de rejoindre une école d'art ou l'école des Beaux-Arts de Paris (accès sur concours).",
        ["école d'art", "école d'art «Beaux-Arts de Paris» {concours}"],
    ),
    ("licence", "Possibilité de présenter les concours de la fonction publique.", ["concours «fonction publique» F"]),
    (
        "licence",
        "Possibilité de présenter les concours de l'enseignement (CAPES d'histoire).",
        ["concours «CAPES histoire»"],
    ),
    ("licence", "Possibilité de présenter les concours des écoles vétérinaires.", ["école vétérinaire {concours}"]),
    # no links
    ("CAP", "Ce CAP débouche sur la vie active.", []),
    ("bac pro", "Il n'existe pas actuellement de formation spécifique après ce bac pro.", []),
    ("bac pro", "Comme tout bachelier, le titulaire de ce bac pro peut s'inscrire en BTS.", ["BTS"]),
    ("BTS", "Ce BTS permet d'être dispensé des unités A et B du diplôme d'expert en automobile.", []),
    ("CAP", "Les titulaires d'un CAP ou d'un BP peuvent préparer un BTM.", ["BTM"]),
    ("CAP", "Il est possible de préparer un second CAP ou la MC (futur CS) vitrail.", ["CAP", "CS «vitrail»"]),
    ("licence", "Le master est requis pour bien des professions.", []),
    # typing: missing spaces, non-breaking spaces, dashes, capitals
    ("CAP", "Ce CAP mène à l'emploi.Il est possible de poursuivre en BP\u00a0(2\u00a0ans).", ["BP y2"]),
    ("CAP", "Il est possible de poursuivre :\n\n   - en BP\n\n   - en CS", ["BP", "CS"]),
    ("CAP", "Poursuite possible en Brevet Des Métiers D’Art (BMA) vitrail.", ["BMA «vitrail»"]),
    ("BTS", "Poursuite possible en DU banque, du même secteur.", ["DU «banque»"]),
]


@pytest.mark.parametrize(("type_", "text", "expected"), ACCESS)
def test_access(type_, text, expected):
    assert sorted(map(told, read(text, "acces", type_))) == sorted(expected)


@pytest.mark.parametrize(("type_", "text", "expected"), NEXT)
def test_next(type_, text, expected):
    assert sorted(map(told, read(text, "poursuite", type_))) == sorted(expected)
