"""Where incidents stand on the public site. Every question is answered through an index, whatever the archive holds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, or_, select, update

from notices.domain.posting import PostedEntry, Posting
from notices.domain.rendition import Form
from notices.storage import tables


class Postings:
    """Answers `ports.Postings`. Titles and entries come from the renditions of one language."""

    def __init__(self, connection: Connection, language: str = "ja") -> None:
        self._connection = connection
        self._language = language

    def put(self, posting: Posting) -> None:
        """As it stands after a publication. A new incident takes the next place of its month, whatever `place` says."""
        table, brands = tables.postings, tables.posting_brands
        told = {
            "newest_id": posting.newest_id, "number": posting.number, "report_count": posting.report_count,
            "status": posting.status, "last_published_at": posting.last_published_at, "ended_at": posting.ended_at,
        }  # fmt: skip
        is_here = table.c.incident_id == posting.incident_id
        if self._connection.execute(update(table).where(is_here).values(**told)).rowcount == 0:
            last = self._connection.scalar(select(func.max(table.c.place)).where(table.c.month == posting.month))
            self._connection.execute(
                insert(table).values(
                    incident_id=posting.incident_id, first_published_at=posting.first_published_at,
                    month=posting.month, place=(last or 0) + 1, **told,
                )
            )  # fmt: skip
        self._connection.execute(delete(brands).where(brands.c.incident_id == posting.incident_id))
        if posting.brand_ids:
            shared = {"incident_id": posting.incident_id, "last_published_at": posting.last_published_at}
            self._connection.execute(insert(brands), [{"brand_id": brand, **shared} for brand in posting.brand_ids])

    def get(self, incident_id: str) -> Posting | None:
        """One incident, or None while nothing of it is published."""
        return next(iter(self._postings(tables.postings.c.incident_id == incident_id)), None)

    def ids(self) -> list[str]:
        """Every incident of which something is published."""
        return list(self._connection.scalars(select(tables.postings.c.incident_id).order_by("incident_id")))

    def current(self, ended_after: datetime) -> list[Posting]:
        """What goes on, and what ended after that moment; newest publication first."""
        return self._postings(_is_current(ended_after))

    def past(self, ended_until: datetime, limit: int) -> list[Posting]:
        """The newest of those that ended until that moment."""
        table = tables.postings
        return self._postings(and_(table.c.ended_at.is_not(None), table.c.ended_at <= ended_until), limit)

    def going_on(self) -> set[str]:
        """The incidents of which the public has not been told that they are over."""
        table = tables.postings
        return set(self._connection.scalars(select(table.c.incident_id).where(table.c.ended_at.is_(None))))

    def months(self) -> dict[str, int]:
        """Month as "2018-12" → how many incidents it holds; newest month first."""
        table = tables.postings
        counted = select(table.c.month, func.count()).group_by(table.c.month).order_by(table.c.month.desc())
        return {row[0]: row[1] for row in self._connection.execute(counted)}

    def of_month(self, month: str, first: int, last: int) -> list[Posting]:
        """The incidents of a month from one place to another; newest publication first."""
        table = tables.postings
        return self._postings(and_(table.c.month == month, table.c.place.between(first, last)))

    def last_published_at(self) -> datetime | None:
        """When anything was last published; None: nothing yet."""
        at: datetime | None = self._connection.scalar(select(func.max(tables.postings.c.last_published_at)))
        return at

    def brand_published_at(self, brand_id: str) -> datetime | None:
        """When anything was last published about an incident that hit the brand."""
        table = tables.posting_brands
        newest = select(func.max(table.c.last_published_at)).where(table.c.brand_id == brand_id)
        at: datetime | None = self._connection.scalar(newest)
        return at

    def incident_entries(self, limit: int) -> list[PostedEntry]:
        """The incidents published about last, each with its newest report; newest first."""
        table = tables.postings
        newest = select(table).order_by(table.c.last_published_at.desc(), table.c.incident_id.desc()).limit(limit)
        return self._entries(
            (row.newest_id, row.incident_id, row.number, row.first_published_at, row.last_published_at)
            for row in self._connection.execute(newest)
        )

    def report_entries(self, limit: int) -> list[PostedEntry]:
        """The reports published last; newest first."""
        table = tables.notices
        newest = (
            select(table.c.id, table.c.incident_id, table.c.number, table.c.published_at)
            .where(table.c.published_at.is_not(None))
            .order_by(table.c.published_at.desc(), table.c.id.desc())
            .limit(limit)
        )
        return self._entries(
            (row.id, row.incident_id, row.number, row.published_at, row.published_at)
            for row in self._connection.execute(newest)
        )

    def _entries(self, rows: Any) -> list[PostedEntry]:
        found = list(rows)
        texts = self._texts([row[0] for row in found], (Form.TITLE, Form.ENTRY))
        return [
            PostedEntry(incident, number, texts[notice, Form.TITLE], texts[notice, Form.ENTRY], first_at, at)
            for notice, incident, number, first_at, at in found
        ]

    def _postings(self, chosen: ColumnElement[bool], limit: int | None = None) -> list[Posting]:
        table = tables.postings
        rows = self._connection.execute(
            select(table).where(chosen).order_by(table.c.last_published_at.desc(), table.c.incident_id.desc())
            .limit(limit)
        ).all()  # fmt: skip
        titles = self._texts([row.newest_id for row in rows], (Form.TITLE,))
        brands = self._brands([row.incident_id for row in rows])
        return [_posting(row, titles[row.newest_id, Form.TITLE], brands.get(row.incident_id, ())) for row in rows]

    def _texts(self, notice_ids: Sequence[str], forms: Sequence[Form]) -> dict[tuple[str, Form], str]:
        table = tables.renditions
        rows = self._connection.execute(
            select(table.c.notice_id, table.c.form, table.c.text)
            .where(table.c.notice_id.in_(notice_ids), table.c.form.in_([form.value for form in forms]))
            .where(table.c.language == self._language)
        )
        return {(notice_id, Form(form)): text for notice_id, form, text in rows}

    def _brands(self, incident_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        table = tables.posting_brands
        rows = self._connection.execute(
            select(table.c.incident_id, table.c.brand_id)
            .where(table.c.incident_id.in_(incident_ids))
            .order_by(table.c.brand_id)
        )
        brands: dict[str, tuple[str, ...]] = {}
        for incident_id, brand_id in rows:
            brands[incident_id] = (*brands.get(incident_id, ()), brand_id)
        return brands


def _is_current(ended_after: datetime) -> ColumnElement[bool]:
    column = tables.postings.c.ended_at
    return or_(column.is_(None), column > ended_after)


def _posting(row: Row[Any], title: str, brand_ids: tuple[str, ...]) -> Posting:
    return Posting(title=title, brand_ids=brand_ids, **row._mapping)
