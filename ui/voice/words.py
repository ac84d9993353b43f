"""Voice notes in words: what is missing, and how a recording sounds beside L-7."""

from app.i18n import _
from domain.voice.rules import RANGES, Judged, VoiceRule
from ui.voice.tools import Lack

COMMAND = "python3 start.py voice"


def lack_words(lack: Lack) -> str:
    """What to do about it; "" when nothing is missing."""
    known = {
        Lack.NOTHING: "",
        Lack.ADDONS: _("Voice notes need an extra of about 170 MB. Close Braid and run: {command}"),
        Lack.LIBRARY: _("Voice notes need the system library libpulse0. Close Braid and run: {command}"),
        Lack.MICROPHONE: _("There is no microphone here. Plug one in, or allow Braid to use it, and try again."),
        Lack.SPEAKER: _("There is no loudspeaker here. Plug one in and try again."),
        Lack.ENCODER: _("This computer cannot write the kind of file that channels take (AAC)."),
    }
    return known[lack].format(command=COMMAND)


def judged_words(one: Judged) -> str:
    """ "✓ 228 words/min", "○ pitch 120 Hz, better 150–250"."""
    mark = "✓" if one.kept else "○"
    low, high = RANGES[one.rule]
    said = _figure(one.rule, one.value)
    if one.kept:
        return f"{mark} {said}"
    better = f"{low:g}–{high:g}"
    return _("{mark} {said}, better {better}").format(mark=mark, said=said, better=better)


def _figure(rule: VoiceRule, value: float | None) -> str:
    if value is None:
        return {
            VoiceRule.SPEED: _("too short to tell the words a minute"),
            VoiceRule.PITCH: _("no voice to tell the pitch"),
            VoiceRule.PAUSES: _("no pause between sentences"),
        }[rule]
    words = {
        VoiceRule.SPEED: _("about {value} words/min"),
        VoiceRule.PITCH: _("pitch {value} Hz"),
        VoiceRule.PAUSES: _("pauses {value} s"),
    }
    return words[rule].format(value=f"{value:.1f}" if rule is VoiceRule.PAUSES else f"{value:.0f}")
