"""Customers who write Italian."""

from backend.simulator.persona import Mood, Persona, Topic

PEOPLE = (
    Persona(
        key="giulia",
        name="Giulia Ferri",
        language="it",
        mood=Mood.CALM,
        topic=Topic.PROMOTION,
        phone="",
        username="giulia.ferri",
        listed=False,
        traits=(),
        past=(
            "@ Ciao! Lo sconto di primavera vale anche per le borse?",
            "> Ciao Giulia, sì: con il codice PRIMA10 fino a domenica, su tutte le borse di tela.",
            "@ Perfetto, grazie mille!",
        ),
        opening=("Buongiorno! Il codice PRIMA10 è ancora valido?", "Vorrei prendere la borsa blu."),
        turns=(("Che bello, la ordino subito.",), ("react: 😍",)),
        asked="È la borsa blu di tela, quella grande.",
        impatient="Scusate, riuscite a rispondermi?",
        thanks="Gentilissimi, grazie!",
    ),
    Persona(
        key="lorenzo",
        name="Lorenzo Conti",
        language="it",
        mood=Mood.ANGRY,
        topic=Topic.RETURNS,
        phone="393000000178",
        username="",
        listed=True,
        traits=(("Orders, 90 days", "5"), ("Yearly spend", "980 USD"), ("Pays with", "bank transfer")),
        past=(
            "< Buonasera, mi avete mandato le scarpe del colore sbagliato.",
            "> Buonasera Lorenzo, ci dispiace molto. Può inviarci una foto dell'etichetta?",
            "< photo: Ecco l'etichetta",
            "> Grazie. Il paio giusto parte domani e il corriere ritira l'altro gratuitamente.",
            "# Cliente da cinque ordini: risposta rapida.",
        ),
        opening=("Sono arrivate di nuovo le scarpe sbagliate!", "È la seconda volta, ordine BR-60287."),
        turns=(("E quando arrivano quelle giuste?",), ("Va bene, ma questa volta controllate.",)),
        asked="Ordine BR-60287, numero 43, colore nero.",
        impatient="Sto ancora aspettando una risposta.",
        thanks="D'accordo, grazie.",
    ),
)
