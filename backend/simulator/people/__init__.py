"""The simulated customers, by language."""

from backend.simulator.people.arabic import PEOPLE as ARABIC
from backend.simulator.people.english import PEOPLE as ENGLISH
from backend.simulator.people.italian import PEOPLE as ITALIAN
from backend.simulator.people.russian import PEOPLE as RUSSIAN
from backend.simulator.people.simplified import PEOPLE as SIMPLIFIED
from backend.simulator.people.thai import PEOPLE as THAI
from backend.simulator.people.traditional import PEOPLE as TRADITIONAL
from backend.simulator.people.vietnamese import PEOPLE as VIETNAMESE

EVERYBODY = (*ENGLISH, *TRADITIONAL, *SIMPLIFIED, *RUSSIAN, *ITALIAN, *ARABIC, *THAI, *VIETNAMESE)
