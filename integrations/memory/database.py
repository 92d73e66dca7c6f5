"""Opens a database, SQLite or PostgreSQL, and brings its tables up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from integrations.memory.errors import CannotOpenMemoryError
from integrations.memory.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 20_261_122
"""Any number that no other program on the same PostgreSQL database locks."""
SECONDS_TO_WAIT = 5
"""For another process's write. Without WAL and NORMAL, writers of eight processes time out."""


def open_database(url: str) -> Engine:
    """Open the database of a URL with its tables as they are now.

    Raises CannotOpenMemoryError; its message never holds the URL, which may bear a password.
    """
    try:
        parsed = _with_driver(make_url(url))
    except ArgumentError as error:
        raise CannotOpenMemoryError(
            "MASTERY_DATABASE_URL is not a database address; write sqlite:///FILE or"
            " postgresql://USER:PASSWORD@HOST/NAME."
        ) from error
    try:
        _make_folder(parsed)
        engine = _engine(parsed)
        _upgrade(engine)
    except (OSError, DBAPIError) as error:
        raise CannotOpenMemoryError(
            f"The database ({parsed.get_backend_name()}) cannot be opened:"
            " see that it runs and may be written, or set MASTERY_DATABASE_URL."
        ) from error
    return engine


def scrub(engine: Engine) -> None:
    """Remove what deleting leaves behind: SQLite's log of writes, PostgreSQL's dead rows."""
    if engine.dialect.name == "sqlite":
        _empty_log(engine)
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in metadata.sorted_tables:
            connection.execute(text(f"VACUUM {table.name}"))


def _empty_log(engine: Engine) -> None:
    # Outside of a transaction, which SQLAlchemy would begin. While others read, it is left to the
    # next time.
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def _with_driver(url: URL) -> URL:
    name = url.get_backend_name()
    if name not in ("sqlite", "postgresql"):
        raise ArgumentError("another database")
    return url.set(drivername={"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}[name])


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _engine(url: URL) -> Engine:
    is_sqlite = url.get_backend_name() == "sqlite"
    engine = create_engine(
        url,
        hide_parameters=True,  # else an error that is logged would tell a question
        pool_pre_ping=not is_sqlite,  # a restarted PostgreSQL is not met by a dead connection
        pool_timeout=SECONDS_TO_WAIT,
        connect_args={"timeout": SECONDS_TO_WAIT}
        if is_sqlite
        else {"connect_timeout": SECONDS_TO_WAIT},
    )
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: object, record: ConnectionPoolEntry) -> None:
    driver = record.driver_connection
    if driver is None:
        return
    driver.isolation_level = None  # the driver would begin by itself, and too late: see below
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        driver.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another one wrote in
    # between; one that takes the write lock first waits its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(engine: Engine) -> None:
    """Run the migrations that are missing; processes that start together take turns."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(:number)")
            connection.execute(lock, {"number": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
