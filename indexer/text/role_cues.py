"""The words by which parts of a document that answer nothing are told, in the network's languages.

All are folded (indexer/text/folding.py): one spelling serves both scripts.
"""

import re

REFERENCES = frozenset(
    (
        *("references", "bibliography", "works cited", "literature", "further reading", "sources"),
        *("referenca", "referencat", "literatura", "bibliografia", "burimet", "burime"),
        *("reference", "izvori", "popis literature", "bibliografija", "spisak literature"),
        *("izvori i literatura", "koristena literatura", "izpolzvana literatura", "iztocnici"),
        *("bibliografiia", "βιβλιογραφια", "αναφορεσ", "πηγεσ", "βιβλιογραφικεσ αναφορεσ"),
        *("literature cited", "reference list", "selected bibliography", "literatura e perdorur"),
        *("popis koristene literature", "koristena literatura i izvori", "citirana literatura"),
    )
)
THANKS = frozenset(
    (
        *("acknowledgements", "acknowledgments", "acknowledgement", "acknowledgment", "thanks"),
        *("funding", "funding information", "financial support", "financing", "financimi"),
        *("falenderime", "falenderimet", "falenderim", "mirenjohje", "zahvala", "zahvale"),
        *("zahvalnica", "zahvalnice", "zahvalnost", "finansiranje", "financiranje"),
        *("blagodarnost", "blagodarnosti", "finansirane", "ευχαριστιεσ", "χρηματοδοτηση"),
    )
)
PEOPLE = frozenset(
    (
        *("author", "authors", "about the author", "about the authors", "author information"),
        *("author contributions", "authors contributions", "affiliations", "contributors"),
        *("correspondence", "corresponding author", "conflict of interest", "author note"),
        *("conflicts of interest", "competing interests", "declaration of interest"),
        *("autoret", "autori", "rreth autorit", "rreth autoreve", "konflikti i interesit"),
        *("o autoru", "o autorima", "o autorici", "sukob interesa", "doprinos autora"),
        *("za avtorot", "za avtorite", "za avtora", "avtori", "avtor", "sudir na interesi"),
        *("συγγραφεισ", "σχετικα με τον συγγραφεα", "σχετικα με τουσ συγγραφεισ"),
    )
)
CONTENTS = frozenset(
    (
        *("contents", "table of contents", "permbajtja", "tabela e permbajtjes"),
        *("sadrzaj", "kazalo", "sodrzina", "sadarzanie", "περιεχομενα", "πινακασ περιεχομενων"),
    )
)

# A line that says under what licence something may be used; not a text about licences.
LEGAL = re.compile(
    r"^\W*(?:copyright\s*(?:©|\(c\)|\d{4})|©|\(c\)\s*\d{4}|"
    r"(?:licen[cs]e|licence|licenca|licenz|αδεια(?: χρησησ)?)\s*:)|"
    r"\b(?:is|are|work|paper|book|material|documents?) (?:\w+ ){0,4}"
    r"licensed under (?:a|the|cc|creative)\b|"
    r"\bunder (?:the terms of )?(?:a|the) creative commons attribution|"
    r"\b(?:all rights reserved|retain copyright|except where otherwise noted|"
    r"sva prava (?:su )?zadrzana|site prava se zadrzani|vsicki prava zapazeni|"
    r"te gjitha te drejtat (?:e )?rezervuara|με την επιφυλαξη παντοσ δικαιωματοσ)\b"
)
# What a text says of itself and not of its subject, a sentence: no real people are described;
# nobody but the authors is responsible.
NOTICE = re.compile(
    r"\b(?:no|any|nor|neither) (?:a )?real (?:\w+ )?(?:"
    r"class|group|course|person|people|institution|ward|site|student|teacher|supervisor|patient|"
    r"compan|firm|universit|school|facult|seminar|team|farm|event|case)|"
    r"\bnijedn\w+ stvarn|\bnikakv\w+ stvarn|"
    r"\bne (?:opisuva|se odnesuva|pretstavuva|opisva|se otnasja|predstavja)\b.{0,50}"
    r"(?:vistinsk|dejstvitel|istinsk|realn)|"
    r"δεν (?:περιγραφ|αφορ|αναφερ|παρουσιαζ)\w*.{0,40}πραγματικ|"
    r"\basnje (?:\w+ ){1,4}(?:te|i) vertete|\basnje institucion|"
    r"\bresemblance to (?:actual|real)|"
    r"\bviews?(?: and opinions)? expressed\b|\bnot necessarily reflect|"
    r"\bne odrazavaju (?:nuzno|stav)|\bdoes not constitute (?:an )?endorsement|"
    r"\bcannot be held responsible|\bmozhe da se smeta za odgovorn|"
    r"\bne moze se smatrati odgovorn|\bne mogu se smatrati odgovorn|"
    r"\bnuk mund te mbahet pergjegjes|δεν μπορει να θεωρηθει υπευθυν|"
    r"\bne nos(?:i|jat) otgovornost"
)
GRATITUDE = re.compile(
    r"^\W*(?:(?:we|i)(?: would like to| wish to| also| gratefully| sincerely)? "
    r"(?:thank|acknowledge)\b|"
    r"(?:the )?authors?(?: \w+){0,4} (?:thanks?|acknowledges?)\b|"
    r"(?:autori?|autorke?|autorica)? ?(?:se )?zahvalj|falenderoj|autoret falenderoj|"
    r"(?:im |se )?(?:za)?blagodarime?\b|blagodarim|(?:οι συγγραφεισ )?ευχαριστ(?:ουμε|ουν)|"
    r"(?:this|the) (?:work|project|research|paper|material|study|publication)(?: \w+){0,4} "
    r"(?:funded|supported|financed)\b)|"
    r"\b(?:grant (?:agreement|number|no)\b|award number|co ?-?funded by|"
    r"(?:su)?fina?n[cs]ira\w* (?:iz|od|ot|europsk|evropsk|ministarstv|sredstv)|"
    r"(?:bashke)?financo(?:het|uar) nga|(?:συγ)?χρηματοδοτ\w+ απο)"
)
IMPRINT = re.compile(
    r"\bdoi\s*:|^\W*(?:https?://)?doi\.org/|\be?issn\b|\bisbn\b|\budc\b|\budk\b|\bорcid\b|\borcid\b|"
    r"corresponding author|"
    r"\b(?:submitted|received|accepted|published|revised|primljen|prihvacen|pranuar|dorezuar|"
    r"priet|poluchena|primeno|prifaten)\w*\s*:|"
    r"^\W*(?:key ?words?|fjale(?:t)? kyce|kljucne rijeci|kljucne reci|klucni zborovi|"
    r"kljucovi dumi|λεξεισ[ -]κλειδια)\W"
)
# Front matter within a paragraph, where a page gives no other sign: who and when, before the
# abstract's name; key words after theirs.
BYLINE = re.compile(
    r"^[^.!?:]{3,100}\b(?:19|20)\d\d\W+(?:abstract|summary|permbledhje|abstrakt|sazetak|rezime|"
    r"apstrakt|rezjume|περιληψη)\W*$|"
    r"^\W*(?:key ?words?|fjale(?:t)? kyce|kljucne rijeci|kljucne reci|klucni zborovi|"
    r"kljucovi dumi|λεξεισ[ -]κλειδια)\s*[.:]"
)
AFFILIATION = re.compile(
    r"\buniversi|\bdepartment|\binstitut|\bfacult|\bfakult|\bprofessor|\bcollege|\blaborator|"
    r"\bcent(?:re|er) for|\bkatedra|\bodsek|\bodsjek|πανεπιστημ|τμημα|σχολη|ινστιτουτ"
)
