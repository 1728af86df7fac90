"""Titles and authors that programs fill in by themselves, in all languages of the region. Pure.

`PowerPoint Sunusu`, `Презентация на PowerPoint`, `Korisnik`: words of a program, of the kind of
document and what joins them, and nothing else. They are compared folded, so that one spelling
stands for both scripts.
"""

import re

from indexer.text.folding import fold, folded_words


def _listed(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


_PROGRAMS = _listed(
    "microsoft ms office powerpoint powerpointova powerpointov power point word excel publisher "
    "libreoffice openoffice org impress writer google slides docs wps pptx ppt docx doc pdf"
)
_KINDS = _listed(
    # English, Albanian
    "presentation document slide title untitled file template new blank default no copy "
    "prezantim prezantimi prezantimin dokument dokumenti titulli titull pa ri slajdi diapozitivi "
    # Bosnian, Croatian, Serbian, Macedonian; the Bulgarian words fold to nearly the same
    "prezentacija prezentacije dokumenta slajd naslov naslova naziv bez neimenovano neimenovani "
    "bezimeno nova novi prazna prazan kopija "
    "презентация документи слайд заглавие без име нов празна копие "
    "παρουσίαση έγγραφο διαφάνεια τίτλος χωρίς τίτλο νέο νέα κενή αντίγραφο "
    "prezentare prezentarea documentul diapozitivul diapozitiv titlu titlul fără nou nouă goală "
    "copie "
    # Slovene, Turkish, German
    "predstavitev prosojnica brez imena neimenovana neimenovan prazna "
    "sunu sunusu sunum belge belgesi slayt başlık başlıksız adsız yeni doküman dokümanı boş kopya "
    "präsentation folie titel unbenannt"
)
_JOINING = _listed("of in the na u za de la a e i të në του της των σε με ve")
_USERS = _listed(
    "user users registered owner author admin administrator administrators guest root unknown "
    "anonymous student students teacher home computer laptop desktop default test public "
    "përdorues përdoruesi përdoruesit autori pronari mësuesi administratori "
    "korisnik korisnika korisnici autor vlasnik gost profesor nastavnik učitelj nepoznat sustava "
    "sistema сопственик потребител потребителя собственик преподавател учител наставник "
    "χρήστης χρήστη συντάκτης διαχειριστής ιδιοκτήτης καθηγητής εκπαιδευτικός φοιτητής "
    "utilizator utilizatorul proprietar administratorul "
    "uporabnik uporabnika avtor lastnik skrbnik "
    "kullanıcı kullanıcısı yazar yönetici sahibi öğretmen öğrenci "
    "benutzer verfasser besitzer utilisateur usuario"
)
_MACHINES = _listed(
    "windows win xp pc hp lenovo dell acer asus toshiba samsung sony msi fujitsu apple mac macbook "
    "office microsoft ms corporation inc python docx pptx"
)
_NAMES = frozenset({"steve canny", "unregistered", "trial version", "openxml sdk"})
_NOTHING = frozenset({"unspecified", "none", "null", "subject", "untitled"})
# What an empty title of a template asks for, folded.
_PROMPT = re.compile(
    r"^(?:click (?:to|here)|tap (?:to|here)|kliko|klikoni|klikni|kliknite|kliknete|straknete|"
    r"καντε κλικ|faceti clic|haga clic)\b.|.\btiklayin$"
)
# What printing to PDF puts before the name of a file.
_PRINTED = re.compile(
    r"^(?:(?:microsoft|ms|libreoffice|openoffice)[\w .]{0,20}|power ?point|word|excel)\s[-–—]\s"
)
_FILE = re.compile(
    r"\.(?:docx?|docm|dotx?|rtf|odt|pptx?|pptm|ppsx?|potx?|odp|xlsx?|pdf|tex|dvi|ps|indd|wpd|pub|"
    r"pmd|p65|qxd|cdr|pages|key|txt|html?|mht)(?:\s*[\[(].*)?$"
)
_PATH = re.compile(r"^(?:[a-z]:[\\/]|\\\\|file:|/(?:home|users|tmp|var|mnt|media|volumes)/|~/)")
_HOST = re.compile(r"^(?:desktop|laptop|pc|win|user|admin|hp|dell|asus|lenovo)-[a-z0-9-]+$")


def is_title(title: str) -> bool:
    """Whether a program made up the title: a placeholder, a path or a file's name."""
    plain = fold(title).strip()
    if (
        _PROMPT.search(plain)
        or _PRINTED.search(plain)
        or _PATH.search(plain)
        or _FILE.search(plain)
    ):
        return True
    words = _words(title)
    has_kind = any(word in _KINDS for word in words) or words == ["pptx"]
    made_up = _PROGRAMS | _KINDS | _JOINING
    return has_kind and all(word in made_up for word in words)


def is_author(author: str) -> bool:
    """Whether a program or the set-up of a computer made up the author."""
    plain = fold(author).strip()
    if plain in _NAMES or _HOST.search(plain):
        return True
    return all(word in _USERS | _MACHINES | _JOINING for word in _words(author))


def is_nothing(text: str) -> bool:
    """Whether a program filled in that there is no text."""
    return fold(text).strip() in _NOTHING


def _words(text: str) -> list[str]:
    """Return the words of `text`, folded, without the numbers that programs add."""
    stripped = (word.strip("0123456789_") for word in folded_words(text))
    return [word for word in stripped if word]
