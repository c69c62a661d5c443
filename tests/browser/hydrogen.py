"""A Matrix client for a browser (Hydrogen, Element's small sister), from npm, served on a free loopback port.

Element itself is not to be had from npm, and the package `cinny` there holds no sources; `hydrogen-view-sdk` holds the
whole of Hydrogen, built. Its few CommonJS dependencies are wrapped here as it is served: no bundler is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PACKAGE = "hydrogen-view-sdk@0.3.1"
FONT_PACKAGE = "cinny@4.5.1"
FONT = "/package/public/font/Twemoji.Mozilla.v15.1.0.woff2"
"""A machine without a screen has mostly no font with emoji."""
INSTALL_SECONDS = 150
SDK = "/node_modules/hydrogen-view-sdk"
OLM = "/node_modules/@matrix-org/olm"

_WRAPPED = {
    "/wrapped/another-json.js": "another-json/another-json.js",
    "/wrapped/base64-arraybuffer.js": "base64-arraybuffer/lib/base64-arraybuffer.js",
    "/wrapped/off-color.js": "off-color/cjs/index.js",
}
_PAGE = f"""<!doctype html><html lang="LANGUAGE"><head><meta charset="utf-8"><title>Hydrogen</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{SDK}/asset-build/assets/theme-element-THEME.css">
<style>@font-face {{ font-family: "pictures"; src: url("{FONT}"); }}
body.hydrogen, .hydrogen * {{ font-family: Inter, "pictures", sans-serif; }}</style>
<script type="importmap">{{"imports": {{
  "another-json": "/wrapped/another-json.js", "base64-arraybuffer": "/wrapped/base64-arraybuffer.js",
  "off-color": "/wrapped/off-color.js", "dompurify": "/node_modules/dompurify/dist/purify.es.js",
  "@matrix-org/olm/olm.js": "data:text/javascript,"
}}}}</script></head><body class="hydrogen"><script type="module">
import {{ Platform, RootViewModel, FeatureSet, createNavigation, createRouter }} from "{SDK}/lib-build/hydrogen.es.js";
const olm = {{ wasm: "{OLM}/olm.wasm", wasmBundle: "{OLM}/olm.js", legacyBundle: "{OLM}/olm_legacy.js" }};
const platform = new Platform({{
  container: document.body, config: {{ defaultHomeServer: "HOMESERVER" }}, options: {{ development: false }},
  assetPaths: {{ olm, downloadSandbox: "{SDK}/asset-build/assets/download-sandbox.html",
    worker: "{SDK}/asset-build/assets/main.js", serviceWorker: "/sw.js" }},
}});
await platform.init();
const navigation = createNavigation();
platform.setNavigation(navigation);
const urlRouter = createRouter({{ navigation, history: platform.history }});
urlRouter.attach();
const features = await FeatureSet.load(platform.settingsStorage);
const vm = new RootViewModel({{ platform, urlRouter, navigation, features }});
await vm.load();
platform.createAndMountRootView(vm);
window.app = {{ vm, platform }};
</script></body></html>"""


class MissingClientError(Exception):
    """The client cannot be had on this machine; the message says why and what to do."""


def install() -> Path:
    """The folder with node_modules, filled by npm the first time. Raises MissingClientError."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "relais" / "browser-client" / PACKAGE.replace("@", "-")
    if (folder / "complete").exists():
        return folder
    npm = shutil.which("npm")
    if npm is None:
        raise MissingClientError("npm is not on this machine: the Matrix client for the browser cannot be installed.")
    folder.mkdir(parents=True, exist_ok=True)
    for command in (
        [npm, "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(folder), PACKAGE],
        [npm, "pack", "--silent", "--pack-destination", str(folder), FONT_PACKAGE],
        ["tar", "-xzf", str(folder / f"{FONT_PACKAGE.replace('@', '-')}.tgz"), "-C", str(folder), FONT[1:]],
    ):
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_SECONDS)
        except (subprocess.SubprocessError, OSError):
            raise MissingClientError(
                f"The client for the browser is missing (no network?): `{' '.join(command)}`."
            ) from None
    (folder / "complete").touch()
    return folder


class _Handler(SimpleHTTPRequestHandler):
    """The packages' files, and the page itself at /light and /dark (followed by ?LANGUAGE)."""

    def __init__(self, *arguments: Any, homeserver: str, folder: Path) -> None:
        self.homeserver = homeserver
        self.folder = folder
        super().__init__(*arguments, directory=str(folder))

    def do_GET(self) -> None:
        path, _, language = self.path.partition("?")
        if path in ("/light", "/dark"):
            page = _PAGE.replace("THEME", path[1:]).replace("HOMESERVER", self.homeserver)
            self._send(page.replace("LANGUAGE", language or "nl"), "text/html; charset=utf-8")
        elif path in _WRAPPED:
            source = (self.folder / "node_modules" / _WRAPPED[path]).read_text(encoding="utf-8")
            wrapped = f"const exports = {{}}; const module = {{ exports }};\n{source}\nexport default module.exports;"
            self._send(wrapped, "text/javascript; charset=utf-8")
        elif path == "/sw.js":
            self._send((self.folder / SDK[1:] / "lib-build" / "sw.js").read_text(encoding="utf-8"), "text/javascript")
        else:
            super().do_GET()

    def _send(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nobody reads it."""


class Served:
    """The client on a loopback port while the block lasts. `url` + "/light" or "/dark" is the page."""

    def __init__(self, folder: Path, homeserver: str) -> None:
        handler = partial(_Handler, homeserver=homeserver, folder=folder)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
