//! Facts about a leaflet other than its text, in one list for its page and all other formats.

use std::borrow::Cow;

use crate::date::Date;
use crate::leaflet::{Field, Leaflet};
use crate::library::ManuscriptId;
use crate::site::{Address, Grouping, Site};
use crate::theme::Words;
use crate::versions::VersionLabel;

/// A fact about a leaflet, with a label in the language of the interface.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DetailFact<'a> {
    /// The name of the fact, which is also the key of its label in the words of the interface.
    pub name: &'static str,
    /// The label, such as 'Department'.
    pub label: &'a str,
    /// The values; at least one.
    pub values: Vec<DetailValue<'a>>,
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DetailValue<'a> {
    /// The value as text.
    pub text: Cow<'a, str>,
    /// The ISO form, if the value is a date: `2026-11-23`.
    pub iso: Option<String>,
    /// The path of the page about the value, relative to the root of the site, if it is linked.
    pub path: Option<String>,
}

/// The facts of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LeafletFacts<'a> {
    /// The reference, the version and the dates, which identify the leaflet.
    pub identity: Vec<DetailFact<'a>>,
    /// Other facts that readers may need.
    pub about: Vec<DetailFact<'a>>,
}

impl DetailFact<'_> {
    /// The values as one text.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.values[..] {
            [one] => Cow::Borrowed(&one.text),
            all => Cow::Owned(all.iter().map(|value| &*value.text).collect::<Vec<_>>().join(", ")),
        }
    }
}

impl<'a> From<&'a str> for DetailValue<'a> {
    fn from(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), iso: None, path: None }
    }
}

impl<'a> LeafletFacts<'a> {
    /// The facts of a leaflet. `path` returns the path of a page of the site in links, if facts link to pages. A
    /// standalone format has no links to groups and packs, so it does not list packs at all.
    pub fn of(
        site: &Site<'a>,
        (id, leaflet, version): (ManuscriptId, &Leaflet<'a>, Option<VersionLabel>),
        words: &'a Words,
        path: Option<&dyn Fn(&Address) -> String>,
    ) -> Self {
        let fields = leaflet.fields();
        let day = |name, date: Date| fact(words, name, [day(date, words)]);
        let reviewed = fields.last_reviewed.as_ref().map(|field| day("last_reviewed", field.value));
        let version = version.map(|version| {
            let text = words.get("version_and_check").replace("{version}", &version.number.to_string());
            let text = Cow::Owned(text.replace("{check}", &version.wording.check_code()));
            fact(words, "version", [DetailValue { text, iso: None, path: None }])
        });
        let identity = [
            Some(fact(words, "reference", [leaflet.reference.into()])),
            version,
            Some(day("last_updated", leaflet.last_updated)),
            reviewed,
            Some(day("archive_date", leaflet.archive_date)),
        ];
        let group = |name, grouping: Grouping| {
            let value = |group: &'a Field<Box<str>>| {
                let address = path.and_then(|path| Some(path(&site.group_address(grouping, &group.value)?)));
                DetailValue { path: address, ..DetailValue::from(&*group.value) }
            };
            fact(words, name, grouping.of(fields).iter().map(value))
        };
        let packs = path.into_iter().flat_map(|path| {
            site.packs_with(id).filter_map(move |pack| {
                let title = &*site.library.manuscript(pack).front_matter.title.as_ref()?.value;
                Some(DetailValue { path: site.address(pack).map(path), ..DetailValue::from(title) })
            })
        });
        let text = |name, field: &'a Option<Field<Box<str>>>| {
            fact(words, name, field.as_ref().map(|field| DetailValue::from(&*field.value)))
        };
        let about = [
            fact(words, "also_known_as", leaflet.other_names().map(DetailValue::from)),
            group("for_conditions", Grouping::Conditions),
            group("audience", Grouping::Audience),
            group("department", Grouping::Department),
            fact(words, "in_packs", packs),
            text("owner", &fields.owner),
            text("approved_by", if site.shows_approval(id) { &fields.approved_by } else { &None }),
        ];
        let about = about.into_iter().filter(|fact| !fact.values.is_empty());
        Self { identity: identity.into_iter().flatten().collect(), about: about.collect() }
    }

    /// All facts in order.
    pub fn all(&self) -> impl Iterator<Item = &DetailFact<'a>> {
        self.identity.iter().chain(&self.about)
    }

    /// The values of a fact; empty if the leaflet does not have it.
    pub fn values(&self, name: &str) -> &[DetailValue<'a>] {
        self.all().find(|fact| fact.name == name).map_or(&[], |fact| &fact.values)
    }
}

fn fact<'a>(words: &'a Words, name: &'static str, values: impl IntoIterator<Item = DetailValue<'a>>) -> DetailFact<'a> {
    DetailFact { name, label: words.get(name), values: values.into_iter().collect() }
}

fn day<'a>(date: Date, words: &Words) -> DetailValue<'a> {
    DetailValue { text: Cow::Owned(words.date(date)), iso: Some(date.to_string()), path: None }
}
