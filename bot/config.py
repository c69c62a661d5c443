"""Every setting of Relais, declared once: name, type, default and one line of help.

`config.example.toml` and docs/settings.md are made from these models by `python -m bot.config_docs`, and a test
holds them to it. `bot.config_file` reads a file into them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.admin_settings import IngestSection, Sources, apart
from bot.agenda_settings import AgendaSection
from bot.cases.settings import CasesSection
from bot.default_zones import DEFAULT_ZONES
from bot.moderation.settings import ModerationSection
from bot.onboarding.settings import OnboardingSection
from bot.provision.settings import ProvisionSection
from bot.section import Kinds, Postcodes, Rooms, Section, Texts, Timezone, UserId, UserIds, WebAddress
from bot.updates_settings import MergingSection, Owners, UpdatesSection
from kb.models import Zone
from kb.settings import BUILTIN_MODEL, KnowledgeSettings, ModelSettings


class MatrixSection(Section):
    """Where the bot lives. Only `relais run` and the homeserver part of `relais doctor` need it."""

    homeserver: WebAddress = Field(
        default="", description="Address of the homeserver, for example https://matrix.example.org"
    )
    user_id: UserId = Field(default="", description="The bot's account, for example @relais:example.org")
    password_file: str = Field(
        default="",
        description="File that holds the account's password, needed once; or set the environment RELAIS_PASSWORD. "
        "Variables such as $CREDENTIALS_DIRECTORY are filled in",
    )
    access_token_file: str = Field(
        default="",
        description="File that holds an access token, for homeservers without passwords; used instead of a password",
    )
    device_name: str = Field(
        default="Relais", min_length=1, description="How the bot's device is called in a list of sessions"
    )
    direct_message_homeservers: Texts = Field(
        default=(),
        description="Homeservers whose people may write to the bot directly; empty: only the bot's own homeserver",
    )
    verify_with: UserIds = Field(
        default=(), description="Administrators who may verify the bot by comparing emoji; see docs/trust.md"
    )


class ZoneSection(Section):
    """A care zone. A file that gives any zone `postcodes` redraws the map: then only the zones it names exist."""

    name_nl: str = Field(min_length=1, description="The zone's name in Dutch")
    name_fr: str = Field(min_length=1, description="The zone's name in French")
    postcodes: Postcodes = Field(default=(), description="Postcodes of the zone; one postcode may lie in several zones")
    neighbourhoods: Texts = Field(
        default=(),
        description="Neighbourhoods and municipalities by name, in either language; they tell which zone is meant",
    )
    neighbours: Texts = Field(
        default=(), description="Ids of the zones beside it, looked at next when the zone has too little"
    )
    rooms: Rooms = Field(default=(), description="Room ids or aliases of the zone's chat rooms")
    agenda_rooms: Rooms = Field(
        default=(), description="Rooms where the zone's agenda is posted; empty: its chat rooms"
    )
    referral_rooms: Rooms = Field(default=(), description="Rooms of the zone's referral persons")
    moderator_rooms: Rooms = Field(default=(), description="Rooms of the people who keep the zone's frame")
    moderators: UserIds = Field(default=(), description="People who keep the zone's frame; for `relais provision`")
    referral_persons: UserIds = Field(
        default=(), description="The zone's referral persons, beside those of [[cases.roster]]; for `relais provision`"
    )
    colour: str = Field(
        default="", pattern=r"^(#[0-9a-fA-F]{6})?$", description="Colour of the zone's rooms, such as #1f6f8b"
    )
    charter_nl: str = Field(
        default="", description="File with the zone's charter in Dutch, one point a line; empty: the one of Relais"
    )
    charter_fr: str = Field(default="", description="The same in French; one is not used without the other")
    charter_version: str = Field(
        default="1",
        pattern=r"^\S{1,20}$",
        description="Version of the charter: a new one is posted, pinned and asked to be accepted again",
    )
    contact_name: str = Field(
        default="", description="Who helps on when Relais cannot: the referral person or helpdesk"
    )
    contact_phone: str = Field(default="", description="That person's telephone number, as it is to be shown")


class RoomsSection(Section):
    """Rooms that are not of one zone."""

    admin: Rooms = Field(default=(), description="Rooms of the people who ingest the repertory")
    moderators: Rooms = Field(default=(), description="Rooms of the people who keep the frame, for every zone")
    sandbox: Rooms = Field(default=(), description="Rooms to try things in: nothing said there has consequences")


class ModelSection(Section):
    """The embedding model: what makes words with the same meaning lie near each other."""

    name: str = Field(
        default=BUILTIN_MODEL,
        min_length=1,
        description='"builtin", or a sentence-transformers name or folder; ingest again after a change',
    )
    query_prefix: str = Field(default="", description='Text put before each question, as some models want ("query: ")')
    passage_prefix: str = Field(
        default="", description='Text put before each passage, as some models want ("passage: ")'
    )


class AnswersSection(Section):
    """How answers are made and shown."""

    capacity_days: int = Field(
        default=180, ge=1, description="A capacity report older than this many days counts as unknown"
    )
    stale_months: int = Field(
        default=12, ge=1, description="A record verified more than this many months ago is labelled so"
    )
    late_after_minutes: int = Field(
        default=60, ge=1, description="A question found later than this gets a short apology in place of an answer"
    )
    threads_remembered: int = Field(
        default=500, ge=1, description="How many threads can still be continued; kept in memory only, never on disk"
    )
    timezone: Timezone = Field(default="Europe/Brussels", description="Time zone of opening hours and dates")


class LimitsSection(Section):
    """How much one person or one room may ask for, so that the others are served all the same."""

    questions_per_user: int = Field(
        default=20, ge=1, description="How many questions a person may ask within the period; then they are told, once"
    )
    period_minutes: int = Field(default=10, ge=1, description="The period of that limit, in minutes")
    messages_per_room: int = Field(
        default=120, ge=1, description="How many messages of a room are looked at per minute; more have to wait"
    )


class GuardSection(Section):
    """How user data (on the people being helped) is kept out of the chat. The guard itself cannot be turned off."""

    check_seconds: float = Field(
        default=2.0, gt=0, le=30, description="A message that takes longer to check than this is not processed"
    )
    cleaned_minutes: int = Field(
        default=30, ge=1, le=120, description="How long a cleaned text can be used; in memory only, never on disk"
    )
    cleaned_remembered: int = Field(
        default=500, ge=1, description="How many cleaned texts are remembered at most; the oldest go first"
    )
    file_megabytes: int = Field(
        default=10, ge=1, le=40, description="Files up to this size are read in memory; larger ones count as unreadable"
    )
    file_seconds: float = Field(
        default=10.0, gt=0, le=60, description="A file that takes longer to read and check counts as unreadable"
    )
    unreadable_files: Literal["allow", "remind"] = Field(
        default="remind",
        description="Files that cannot be read (scans, archives, too large): allow, or remind the author in private",
    )
    media: Literal["allow", "remind", "redact"] = Field(
        default="remind",
        description="Images, sound and video cannot be read: allow, remind the author in private, or redact them",
    )


class RetentionSection(Section):
    """How long things are kept; a daily job deletes what is older. docs/privacy.md lists everything that is kept."""

    ids_days: int = Field(
        default=30,
        ge=2,
        le=365,
        description="Ids of handled events and sent messages, threads, and requests to send something again",
    )
    counts_months: int = Field(
        default=24, ge=1, description="Monthly counts of what the guard found, by kind and zone, without persons"
    )
    moderation_days: int = Field(
        default=180, ge=30, le=730, description="What moderators decided: ids of events, rules, who and when"
    )


class EmergencyNumber(Section):
    """A number shown first when somebody is in danger. Without a name in the asker's language it is not shown."""

    number: str = Field(min_length=2, description="The telephone number, as it is to be shown")
    kinds: Kinds = Field(
        default=(), description="Dangers it is for: medical, poison, fire, suicide, violence; empty: every danger"
    )
    name_nl: str = Field(default="", description="What it is for, in Dutch")
    name_fr: str = Field(default="", description="What it is for, in French")
    name_en: str = Field(default="", description="What it is for, in English")


DEFAULT_EMERGENCY = (
    EmergencyNumber(number="112", name_nl="ambulance, brandweer, politie", name_fr="ambulance, pompiers, police",
                    name_en="ambulance, fire brigade, police"),
    EmergencyNumber(number="1733", kinds=("medical",), name_nl="huisarts van wacht", name_fr="médecin de garde",
                    name_en="doctor on duty"),
    EmergencyNumber(number="070 245 245", kinds=("poison",), name_nl="Antigifcentrum", name_fr="Centre Antipoisons",
                    name_en="poison centre"),
    EmergencyNumber(number="1813", kinds=("suicide",), name_nl="Zelfmoordlijn", name_en="suicide line, in Dutch"),
    EmergencyNumber(number="0800 32 123", kinds=("suicide",), name_fr="Centre de prévention du suicide",
                    name_en="suicide line, in French"),
    EmergencyNumber(number="106", kinds=("suicide", "violence"), name_nl="Tele-Onthaal"),
    EmergencyNumber(number="107", kinds=("suicide", "violence"), name_fr="Télé-Accueil"),
    EmergencyNumber(number="1712", kinds=("violence",), name_nl="geweld en misbruik",
                    name_en="violence and abuse, in Dutch"),
    EmergencyNumber(number="0800 30 030", kinds=("violence",), name_fr="Écoute violences conjugales",
                    name_en="partner violence, in French"),
)  # fmt: skip


class EmergencySection(Section):
    """What is shown first when a message says that somebody is in danger."""

    numbers: Annotated[tuple[EmergencyNumber, ...], Field(strict=False)] = Field(
        default=DEFAULT_EMERGENCY, description="Emergency numbers, the most general first"
    )


class OperatingSection(Section):
    """For whoever keeps the program running; see docs/operating.md."""

    health_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port on 127.0.0.1 for /healthz and /metrics (Prometheus); 0: none",
    )
    sync_alarm_minutes: int = Field(
        default=5, ge=1, description="After how long without news from the homeserver an error is logged"
    )


class LoggingSection(Section):
    """What the program tells its operator, on standard error. Never the text of a message."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning or error"
    )
    format: Literal["json", "console"] = Field(default="json", description="json for machines, console for eyes")


class Config(Section):
    """Everything in one place. `zones` is complete: the file's zones laid over the defaults by `bot.config_file`."""

    matrix: MatrixSection = MatrixSection()
    zones: dict[str, ZoneSection] = Field(default_factory=lambda: default_zones())
    rooms: RoomsSection = RoomsSection()
    provision: ProvisionSection = ProvisionSection()
    onboarding: OnboardingSection = OnboardingSection()
    model: ModelSection = ModelSection()
    answers: AnswersSection = AnswersSection()
    limits: LimitsSection = LimitsSection()
    guard: GuardSection = GuardSection()
    moderation: ModerationSection = ModerationSection()
    cases: CasesSection = CasesSection()
    retention: RetentionSection = RetentionSection()
    ingest: IngestSection = IngestSection()
    sources: Sources = ()
    merging: MergingSection = MergingSection()
    updates: UpdatesSection = UpdatesSection()
    owners: Owners = ()
    agenda: AgendaSection = AgendaSection()
    emergency: EmergencySection = EmergencySection()
    operating: OperatingSection = OperatingSection()
    logging: LoggingSection = LoggingSection()

    @property
    def knowledge(self) -> KnowledgeSettings:
        """What `kb` is told."""
        return KnowledgeSettings(
            zones=tuple(_zone(zone_id, zone) for zone_id, zone in self.zones.items()),
            model=ModelSettings(self.model.name, self.model.query_prefix, self.model.passage_prefix),
            capacity_days=self.answers.capacity_days,
            stale_months=self.answers.stale_months,
            generations_kept=self.ingest.generations_kept,
            timezone=self.answers.timezone,
            sources=tuple(sorted({*self.merging.names, *apart(self.sources)})),
            owns=self.merging.owns,
        )

    @property
    def zone_of_room(self) -> Mapping[str, str]:
        """Room id or alias -> zone id."""
        return {room: zone_id for zone_id, zone in self.zones.items() for room in zone.rooms}


def default_zones() -> dict[str, ZoneSection]:
    """Brussels' five zones."""
    return {zone_id: ZoneSection.model_validate(values) for zone_id, values in DEFAULT_ZONES.items()}


def _zone(zone_id: str, section: ZoneSection) -> Zone:
    values: dict[str, Any] = section.model_dump(include=set(Zone.__dataclass_fields__) - {"id"})
    return Zone(id=zone_id, **values)
