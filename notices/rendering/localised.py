"""The facts as another language names them: services, desks and the carrier. Nothing but names changes."""

from dataclasses import replace

from notices.domain.notice_content import Contact, Development, Names, NoticeContent, Side, StatedImpact
from notices.domain.rendition import MASTER_LANGUAGE
from notices.rendering.words import Words, load_words


def localised(content: NoticeContent, language: str) -> NoticeContent:
    """The same content with the names of that language, and the address of its page in it.

    A service without a name of its own is named by what it is.
    """
    if language == MASTER_LANGUAGE:
        return content
    words = load_words(language)
    return replace(
        content,
        page_url=f"{content.page_url}{language}.html",
        carrier_name=_name(content.carrier_names, language, content.carrier_name),
        impacts=_impacts(content.impacts, language, words),
        contacts=tuple(_contact(contact, language) for contact in content.contacts),
        user_actions=_actions(content.user_actions, language),
        developments=tuple(_development(each, language, words) for each in content.developments),
        changes=tuple(
            replace(change, before=_side(change.before, language, words), after=_side(change.after, language, words))
            for change in content.changes
        ),
    )


def _name(names: Names, language: str, otherwise: str) -> str:
    return dict(names).get(language, otherwise)


def _impacts(impacts: tuple[StatedImpact, ...], language: str, words: Words) -> tuple[StatedImpact, ...]:
    return tuple(_impact(impact, language, words) for impact in impacts)


def _impact(impact: StatedImpact, language: str, words: Words) -> StatedImpact:
    kind = words["service_kinds"][impact.service_kind or "other"]
    unnamed = words["terms"]["unnamed_service"].format(kind=kind, name=impact.service_name)
    given = dict(impact.names).get(language, "")
    return replace(impact, service_name=given or unnamed, short_name="" if given else kind)


def _contact(contact: Contact, language: str) -> Contact:
    return replace(contact, label=_name(contact.labels, language, contact.label))


def _actions(actions: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Advice taken from the phrase book of the master language reads as that of the other; the rest stays as it is."""
    known = {phrase: key for key, phrase in load_words(MASTER_LANGUAGE)["actions"].as_mapping().items()}
    phrases = load_words(language)["actions"]
    return tuple(str(phrases[known[action]]) if action in known else action for action in actions)


def _development(development: Development, language: str, words: Words) -> Development:
    return replace(development, impacts=_impacts(development.impacts, language, words))


def _side(side: Side, language: str, words: Words) -> Side:
    return replace(
        side,
        impacts=_impacts(side.impacts, language, words),
        user_actions=_actions(side.user_actions, language),
    )
