//! Which listings name what of the holder's.

use std::collections::BTreeSet;

use bongsu_model::Certainty;
use bongsu_names::{NameKind, PreparedName, Verdict, compare};

use crate::indicator::{Indicator, read_indicator, registrable_domain};
use crate::listing::{Asset, AssetKind, Exposure, How, Listing};
use crate::look_alike::resemblance;

/// Matches listings with the holder's assets, names and domains: for each listing and asset the surest match.
///
/// Sorted by listing in the order given, then by certainty. A listing without a match has no entry: that says only
/// that nothing it names is known to be the holder's.
pub fn match_listings(
    listings: &[Listing],
    assets: &[Asset],
    holder_names: &[String],
    holder_domains: &[String],
) -> Vec<Exposure> {
    let holder = Holder::new(assets, holder_names, holder_domains);
    listings
        .iter()
        .flat_map(|listing| holder.exposures(listing))
        .collect()
}

/// What the holder can be known by, read once.
struct Holder {
    places: Vec<(Option<String>, Place)>,
    names: Vec<(Option<String>, PreparedName)>,
}

enum Place {
    Domain(String),
    Host(String),
    Address(Indicator),
}

/// One match before the surest is taken.
struct Match {
    asset: Option<String>,
    certainty: Certainty,
    how: How,
    note: String,
}

impl Holder {
    fn new(assets: &[Asset], names: &[String], domains: &[String]) -> Self {
        let mut places = Vec::new();
        let mut own_names: Vec<(Option<String>, PreparedName)> = Vec::new();
        let prepared = |name: &str| PreparedName::new(NameKind::Organisation, name);
        for asset in assets {
            let id = Some(asset.asset.clone());
            if asset.kind == AssetKind::Name {
                own_names.push((id, prepared(&asset.value)));
                continue;
            }
            let place = match (asset.kind, read_indicator(&asset.value)) {
                (AssetKind::Domain, Some(Indicator::Host(host))) => Place::Domain(host),
                (_, Some(Indicator::Host(host))) => Place::Host(host),
                (_, Some(address)) => Place::Address(address),
                (_, None) => continue,
            };
            places.push((id, place));
        }
        for domain in domains {
            if let Some(Indicator::Host(host)) = read_indicator(domain) {
                let is_asset = places
                    .iter()
                    .any(|(_, place)| matches!(place, Place::Domain(own) if *own == host));
                if !is_asset {
                    places.push((None, Place::Domain(host)));
                }
            }
        }
        own_names.extend(names.iter().map(|name| (None, prepared(name))));
        Self {
            places,
            names: own_names,
        }
    }

    fn exposures(&self, listing: &Listing) -> Vec<Exposure> {
        let indicators = indicators(listing);
        let mut matches: Vec<Match> = Vec::new();
        for indicator in &indicators {
            matches.extend(
                self.places
                    .iter()
                    .filter_map(|(asset, place)| place.matched(indicator, asset.as_ref())),
            );
        }
        let is_reached = matches.iter().any(|one| one.how != How::LookAlike);
        let is_look_alike = !is_reached && matches.iter().any(|one| one.how == How::LookAlike);
        matches.extend(
            self.names
                .iter()
                .filter_map(|(asset, name)| named(listing, name, asset.as_ref(), is_look_alike)),
        );
        surest(matches)
            .into_iter()
            .map(|one| Exposure {
                listing: listing.listing.clone(),
                asset: one.asset,
                certainty: one.certainty,
                how: one.how,
                note: one.note,
                refs: vec![listing.at.clone()],
            })
            .collect()
    }
}

impl Place {
    fn matched(&self, indicator: &Indicator, asset: Option<&String>) -> Option<Match> {
        let found = |certainty, how, note: String| {
            Some(Match {
                asset: asset.cloned(),
                certainty,
                how,
                note,
            })
        };
        match (self, indicator) {
            (Self::Domain(own), Indicator::Host(host)) if host == own => found(
                Certainty::Certain,
                How::ExactDomain,
                format!("names `{own}`"),
            ),
            (Self::Domain(own), Indicator::Host(host)) if is_under(host, own) => found(
                Certainty::Certain,
                How::Subdomain,
                format!("names `{host}`, under `{own}`"),
            ),
            (Self::Host(own), Indicator::Host(host)) if host == own => {
                found(Certainty::Certain, How::Host, format!("names `{own}`"))
            }
            (Self::Domain(own) | Self::Host(own), Indicator::Host(host)) => {
                if registrable_domain(host)
                    .is_some_and(|domain| registrable_domain(own) == Some(domain))
                {
                    let note = format!("names `{host}`, registered together with `{own}`");
                    return found(Certainty::Possible, How::Subdomain, note);
                }
                let why = resemblance(host, own)?;
                let note = format!("names `{host}`, which is not `{own}`: {why}");
                found(Certainty::Unknown, How::LookAlike, note)
            }
            (Self::Address(own), other) => address_match(own, other)
                .and_then(|(certainty, note)| found(certainty, How::Address, note)),
            (Self::Domain(_) | Self::Host(_), Indicator::Address(_) | Indicator::Network(_)) => {
                None
            }
        }
    }
}

fn address_match(own: &Indicator, other: &Indicator) -> Option<(Certainty, String)> {
    match (own, other) {
        (Indicator::Address(a), Indicator::Address(b)) => {
            (a == b).then(|| (Certainty::Certain, format!("names {a}")))
        }
        (Indicator::Network(a), Indicator::Address(b)) => a.contains(*b).then(|| {
            (
                Certainty::Certain,
                format!("names {b}, inside the holder's network"),
            )
        }),
        (Indicator::Network(a), Indicator::Network(b)) => a.contains_network(b).then(|| {
            (
                Certainty::Certain,
                "names a network inside the holder's".to_owned(),
            )
        }),
        (Indicator::Address(a), Indicator::Network(b)) => b
            .contains(*a)
            .then(|| (Certainty::Possible, format!("names a network around {a}"))),
        _ => None,
    }
}

/// A mention of the name: possible at most, and nothing where the listing shows whose domain it means.
fn named(
    listing: &Listing,
    name: &PreparedName,
    asset: Option<&String>,
    is_look_alike: bool,
) -> Option<Match> {
    let own = name.original();
    let verdict = compare(
        &PreparedName::new(NameKind::Organisation, &listing.victim),
        name,
    )
    .verdict;
    let (certainty, note) = match verdict {
        _ if is_look_alike && verdict != Verdict::Different => (
            Certainty::Unknown,
            format!(
                "the victim `{}` sounds like `{own}`, but the domain is another",
                listing.victim
            ),
        ),
        Verdict::Same => (
            Certainty::Possible,
            format!("names `{}` as victim, no host", listing.victim),
        ),
        Verdict::Unsure => (
            Certainty::Unknown,
            format!(
                "names `{}` as victim, which may or may not be `{own}`",
                listing.victim
            ),
        ),
        Verdict::Different if mentions(&listing.title, name) => {
            let certainty = if is_look_alike {
                Certainty::Unknown
            } else {
                Certainty::Possible
            };
            (certainty, format!("the title mentions `{own}`"))
        }
        Verdict::Different => return None,
    };
    Some(Match {
        asset: asset.cloned(),
        certainty,
        how: How::Name,
        note,
    })
}

/// Whether some words of a title are the name. A name of common words only is never found in running text.
fn mentions(title: &str, name: &PreparedName) -> bool {
    if name.core().chars().count() < 3 {
        return false;
    }
    let words: Vec<&str> = title.split_whitespace().take(MAX_WORDS).collect();
    let n_own = name.original().split_whitespace().count();
    let shortest = n_own.saturating_sub(2).max(1);
    (shortest..=n_own + 2).any(|n| {
        words.windows(n).any(|window| {
            let text = window.join(" ");
            compare(&PreparedName::new(NameKind::Organisation, &text), name).verdict
                == Verdict::Same
        })
    })
}

/// Words of a title that are read.
const MAX_WORDS: usize = 60;

/// The indicators of a listing, and the hosts that its title and victim spell out.
fn indicators(listing: &Listing) -> Vec<Indicator> {
    let texts = listing
        .title
        .split_whitespace()
        .take(MAX_WORDS)
        .chain([listing.victim.as_str()]);
    let all = listing.indicators.iter().map(String::as_str).chain(texts);
    let mut found: Vec<Indicator> = Vec::new();
    for indicator in all.filter_map(read_indicator) {
        if !found.contains(&indicator) {
            found.push(indicator);
        }
    }
    found
}

fn is_under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.ends_with('.'))
}

/// One match for each asset: certain before possible, an address before a name. The holder's own domain and name
/// are left out where an asset tells the same.
fn surest(mut matches: Vec<Match>) -> Vec<Match> {
    let rank = |one: &Match| {
        (
            std::cmp::Reverse(one.certainty),
            one.how,
            one.asset.is_none(),
        )
    };
    matches.sort_by_cached_key(|one| (rank(one), one.asset.clone(), one.note.clone()));
    let mut told: BTreeSet<Option<String>> = BTreeSet::new();
    let has_asset = matches
        .iter()
        .any(|one| one.asset.is_some() && one.certainty > Certainty::Unknown);
    matches.retain(|one| {
        let is_first = told.insert(one.asset.clone());
        is_first && !(one.asset.is_none() && has_asset)
    });
    matches
}

#[cfg(test)]
mod tests;
