# Relais in a container: slim, not root, and everything it writes in /data. Build: docker build -t relais .
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY kb kb
COPY ingest ingest
# The CPU build of torch is less than a tenth of the default one with CUDA.
RUN python -m venv /opt/relais \
 && /opt/relais/bin/pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu .

FROM python:3.12-slim
RUN groupadd --gid 10001 relais \
 && useradd --uid 10001 --gid relais --home-dir /data --no-create-home --shell /usr/sbin/nologin relais \
 && install -d -o relais -g relais -m 0700 /data
COPY --from=build /opt/relais /opt/relais
# By number: who runs it can see that it is not root (runAsNonRoot) without looking into the image.
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV PATH=/opt/relais/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 RELAIS_CONFIG=/etc/relais/config.toml
# [operating] health_port = 9464 in config.toml; /healthz answers 503 when the homeserver has been silent for too long.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
ENTRYPOINT ["relais", "--data", "/data/relais"]
CMD ["run"]
