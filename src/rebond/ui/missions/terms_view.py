"""The terms of a mission on a day, each with its source, and below them the law where they are silent."""

from datetime import date

from PySide6.QtWidgets import QPushButton, QWidget

from rebond.actions.laws import law_of
from rebond.domain.agreements.law import LegalCase, cases, rules
from rebond.domain.agreements.terms import Agreed, Topic, in_force, terms
from rebond.domain.countries import Country, country_of
from rebond.domain.missions.kinds import Client, Mission
from rebond.journal.queries.settings import load_settings
from rebond.sentences import label
from rebond.ui.missions import agreement_wording as wording
from rebond.ui.missions.term_grid import TermGrid
from rebond.ui.session import Session
from rebond.ui.speech import _, language


class TermsView(TermGrid):
    """Three columns: the topic, what was agreed, and who says so."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__((0, 3, 2), _("What was agreed"), parent)
        self._session = session

    def show_terms(self, agreed: Agreed, day: date) -> None:
        """Show the terms on a day."""
        self.clear()
        currency = self._session.outlook.situation.settings.currency
        current = in_force(agreed.versions, day)
        silent = []
        for term in terms(agreed, day):
            topic = label(language(), term.topic)
            if text := wording.said(term, agreed, currency):
                self.line((topic, "soft"), (text, ""), (wording.origin(term, current), "soft"))
            elif term.topic is not Topic.NOTE:
                silent.append(topic)
        if silent:
            self.wide(
                _("Nothing is agreed on: {topics}.").format(topics=", ".join(map(_inside, silent))), "soft", apart=True
            )
        self._show_law(agreed, day)
        self.end()

    def _show_law(self, agreed: Agreed, day: date) -> None:
        with self._session.journal.read() as reader:
            client = reader.get(Client, agreed.mission.client_id)
            settings = load_settings(reader)
            missions = reader.matching(Mission, client_id=agreed.mission.client_id)
        country = country_of(client.country if client else None, settings.country, settings.status)
        if country is None:
            self.wide(_("Where nothing is agreed, the law counts. Choose the country whose law it is."), apart=True)
            button = QPushButton(_("About you…"))
            button.clicked.connect(self._on_about_you)
            self.add_widget(button)
            return
        since = min((mission.starts for mission in missions), default=agreed.mission.starts)
        self._show_rules(country, cases(agreed, day), since, day)

    def _show_rules(self, country: Country, found: tuple[LegalCase, ...], since: date, day: date) -> None:
        law = law_of(country)
        title = _("Where nothing is agreed: the law ({country})").format(country=label(language(), country))
        self.wide(title, "sum", apart=True)
        said = rules(law, found)
        for rule in said:
            self.wide(language().text(rule.text))
            self.wide(wording.rule_source(rule), "soft")
        if not said:
            self.wide(_("No rule is noted here for this kind of contract."))
        if LegalCase.NO_NOTICE in found:
            self.wide(wording.proposed_notice(law, since, day))
        looked_up = _("Looked up on {day}. This is no legal advice.").format(day=language().day(law.looked_up))
        self.wide(looked_up, "soft")

    def _on_about_you(self) -> None:
        from rebond.ui.about_you_dialog import AboutYouDialog

        AboutYouDialog(self._session, self.window()).open()


def _inside(text: str) -> str:
    """Return a title as it stands inside a sentence."""
    return text[:1].lower() + text[1:]
