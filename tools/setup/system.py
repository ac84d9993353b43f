"""What Qt needs of a Linux system: shared libraries, fonts for every script we promise, helpers for the tests."""

import ctypes
import shutil
import subprocess
from pathlib import Path

from tools.setup import apt, say

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
VOICE_LIBRARIES = {"libpulse.so.0": "libpulse0"}
# Package: what fontconfig is asked, and the file to look for where there is no fontconfig program.
FONTS = {
    "fonts-noto-core": ((":lang=th", ":lang=ar", ":lang=hi"), "NotoSansThai-Regular.*"),
    "fonts-noto-cjk": ((":lang=zh-cn", ":lang=ja", ":lang=ko"), "NotoSansCJK-Regular.*"),
    "fonts-noto-color-emoji": ((":lang=und-zsye",), "NotoColorEmoji.*"),
}
PROGRAMS = {"Xvfb": "xvfb", "dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


def complete(profile: str) -> bool:
    """Whether all is there, after having done what we may; what is still missing has then been told."""
    packages = missing(profile)
    if not packages:
        return True
    if apt.may_install():
        print(f"        with apt-get: {' '.join(packages)}", flush=True)
        if apt.try_to_install(packages) and not missing(profile):
            return True
    tell(packages)
    return False


def missing(profile: str) -> list[str]:
    wanted = LIBRARIES | (VOICE_LIBRARIES if profile == "voice" else {})
    libraries = [package for name, package in wanted.items() if not is_loadable(name)]
    fonts = [package for package in FONTS if not has_font(package)]
    programs = [package for name, package in PROGRAMS.items() if profile == "test" and not shutil.which(name)]
    return [*libraries, *fonts, *programs]


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font(package: str) -> bool:
    questions, pattern = FONTS[package]
    if shutil.which("fc-list") is None:
        return any(next(folder.rglob(pattern), None) for folder in FONT_FOLDERS if folder.is_dir())
    return all(
        subprocess.run(["fc-list", question, "family"], capture_output=True, check=False).stdout.strip()
        for question in questions
    )


def tell(packages: list[str]) -> None:
    if apt.is_available():
        say.note(f"Some system packages are missing; Braid may not open or may show boxes for letters. To get them:\n"
                 f"  {apt.by_hand(packages)}")  # fmt: skip
        return
    names = {package: name for name, package in (LIBRARIES | VOICE_LIBRARIES | PROGRAMS).items()}
    wanted = ", ".join(names.get(package, package) for package in packages)
    say.note(f"This system lacks some of what Braid draws with: {wanted}.\nInstall them with your package manager.")
