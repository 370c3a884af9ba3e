//! Which acts are captured: a few of all that leaves, chosen by a number that each act has for itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::DAY;
use crate::joint::Project;
use crate::rows::{Log, Row};
use crate::script::{Act, Deed};
use crate::stream::Purpose;
use crate::vocabulary::sites::CLOUD;
use crate::world::World;

/// Fewest and most ordinary files that are captured, and for how many days of one person there is one.
const LEAST: usize = 30;
const MOST: usize = 300;
const DAYS_EACH: usize = 600;
/// Files of those whose acts only look like a leak.
const NEAR: usize = 10;
/// Mails to the partner of a joint project.
const PARTNER: usize = 3;
/// Uploads for a partner that were agreed.
const SHARED: usize = 2;
/// Most files of one leak; no more than a quarter of what is taken.
const OF_A_LEAK: usize = 6;

/// How something left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Channel {
    Mail,
    Removable,
    Cloud,
    /// Storage of a host that also has mailboxes.
    Web,
}

/// Acts of one kind that compete for being captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Partner,
    Shared,
    Near,
    Ordinary(Channel),
}

/// An act with a file that may be captured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chosen {
    pub(super) at: i64,
    pub(super) person: usize,
    pub(super) channel: Channel,
    /// The path that was copied, or the address it went to.
    pub(super) object: String,
    /// The technologies that may leave with it, as agreed in writing.
    pub(super) agreed: Vec<usize>,
}

/// Looks at the rows of the logs as they are written and keeps the acts that are captured.
#[derive(Clone, Debug)]
pub(crate) struct Tap {
    kept: BTreeMap<Group, BTreeMap<u64, Chosen>>,
    ordinary: usize,
    folders: BTreeSet<String>,
}

impl Tap {
    pub(crate) fn new(world: &World) -> Self {
        let days = world.staff.people.len() * world.calendar.days().max(0) as usize;
        Self {
            kept: BTreeMap::new(),
            ordinary: (days / DAYS_EACH).clamp(LEAST, MOST),
            folders: world
                .holder
                .technologies
                .iter()
                .map(|technology| technology.slug.clone())
                .collect(),
        }
    }

    /// Looks at a row that is no part of a leak.
    pub(crate) fn see(&mut self, world: &World, log: Log, row: &Row<'_>) {
        let is_leak = world
            .answers
            .get(row.mark)
            .is_some_and(|answer| answer.is_leak);
        if is_leak {
            return;
        }
        let Some((channel, object)) = self.outgoing(world, log, row) else {
            return;
        };
        let agreed = agreed(world, (channel, &object), row);
        let group = match (agreed.is_empty(), row.mark > 0, channel) {
            (false, _, Channel::Mail) => Group::Partner,
            (false, ..) => Group::Shared,
            (_, true, _) => Group::Near,
            _ => Group::Ordinary(channel),
        };
        let most = self.most(group);
        // One number for each second and person.
        let number = world
            .seeds
            .stream(Purpose::Capture, row.at as usize, row.person as i32)
            .bits();
        let kept = self.kept.entry(group).or_default();
        kept.insert(
            number,
            Chosen {
                at: row.at,
                person: row.person,
                channel,
                object,
                agreed,
            },
        );
        if kept.len() > most {
            kept.pop_last();
        }
    }

    /// All acts that were kept.
    pub(super) fn into_chosen(self) -> Vec<Chosen> {
        let mut chosen: Vec<Chosen> = self
            .kept
            .into_values()
            .flat_map(BTreeMap::into_values)
            .collect();
        chosen.sort();
        chosen
    }

    fn most(&self, group: Group) -> usize {
        match group {
            Group::Partner => PARTNER,
            Group::Shared => SHARED,
            Group::Near => NEAR,
            Group::Ordinary(Channel::Mail) => self.ordinary / 2,
            Group::Ordinary(Channel::Removable) => self.ordinary * 3 / 10,
            Group::Ordinary(Channel::Cloud) => self.ordinary * 3 / 20,
            Group::Ordinary(Channel::Web) => self.ordinary / 20,
        }
    }

    /// Whether a file leaves with the row, and where to; copies of protected documents are not looked at.
    fn outgoing(&self, world: &World, log: Log, row: &Row<'_>) -> Option<(Channel, String)> {
        // Ids of rows, dates, users and computers are short; everything of interest stands before the quoted text.
        if !matches!(log, Log::Mail | Log::File | Log::Web) {
            return None;
        }
        let text = std::str::from_utf8(row.text).ok()?;
        let mut cells = text.split(',').skip(4);
        let object = cells.next()?;
        match log {
            Log::Web => Some((upload(object)?, object.to_owned())),
            Log::File => {
                let folder = object.split('\\').nth(1)?;
                let is_read = !["jpg", "zip", "dwg"].contains(&object.rsplit('.').next()?);
                (is_read && !self.folders.contains(folder))
                    .then(|| (Channel::Removable, object.to_owned()))
            }
            _ => {
                let from = cells.nth(2)?;
                let has_files = cells.nth(1)? != "0";
                let domain = format!("@{}", world.holder.domain);
                let leaves = from.ends_with(&domain) && !object.ends_with(&domain);
                (leaves && has_files).then(|| (Channel::Mail, object.to_owned()))
            }
        }
    }
}

/// The technologies that may leave with a mail to the partner of a joint project, or with an upload for a partner that
/// was agreed in writing.
fn agreed(world: &World, (channel, object): (Channel, &str), row: &Row<'_>) -> Vec<usize> {
    let is_shared = world
        .answers
        .get(row.mark)
        .is_some_and(|answer| answer.scenario == "sharing");
    match channel {
        Channel::Cloud | Channel::Web if is_shared => {
            let day = row.at.div_euclid(DAY) as i32;
            world
                .person(row.person)
                .map(|person| person.technologies(day).collect())
                .unwrap_or_default()
        }
        Channel::Mail => {
            let writes_to = |project: &&Project| {
                let partner = world.outside.partners.get(project.partner);
                project.people.contains(&row.person)
                    && partner.is_some_and(|partner| {
                        partner.addresses.iter().any(|known| known == object)
                    })
            };
            let project = world.projects.iter().find(writes_to);
            project
                .map(|project| project.technologies.clone())
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The channel of an upload to storage of the person's own.
fn upload(url: &str) -> Option<Channel> {
    let (host, path) = url.strip_prefix("https://")?.split_once('/')?;
    let is_upload = CLOUD
        .iter()
        .any(|(known, upload)| host == *known && path.starts_with(upload));
    is_upload.then_some(if host.ends_with("icloud.com") {
        Channel::Web
    } else {
        Channel::Cloud
    })
}

/// What one act of a leak takes away.
#[derive(Clone, Debug)]
pub(super) struct Theft {
    pub(super) act: Chosen,
    pub(super) mark: u16,
    pub(super) technology: usize,
}

/// The acts of each leak that are captured: those that carry a technology out by mail, upload or removable media.
pub(super) fn thefts(world: &World) -> Vec<Theft> {
    let mut by_mark: BTreeMap<u16, Vec<Theft>> = BTreeMap::new();
    for day in 0..world.calendar.days() {
        let mut acts: Vec<&Act> = world
            .script
            .day(day)
            .iter()
            .filter(|act| {
                world
                    .answers
                    .get(act.mark)
                    .is_some_and(|answer| answer.is_leak)
            })
            .collect();
        acts.sort_by_key(|act| (act.person, act.at));
        // Whose documents were opened last, and by whom.
        let mut opened: Option<(usize, usize)> = None;
        for act in acts {
            if let Some(technology) = opened_by(world, act) {
                opened = Some((act.person, technology));
            }
            let of_read = opened
                .filter(|(person, _)| *person == act.person)
                .map(|(_, technology)| technology);
            if let Some((channel, object, technology)) = taken(world, act, of_read) {
                by_mark.entry(act.mark).or_default().push(Theft {
                    act: Chosen {
                        at: act.at,
                        person: act.person,
                        channel,
                        object,
                        agreed: Vec::new(),
                    },
                    mark: act.mark,
                    technology,
                });
            }
        }
    }
    for (mark, thefts) in &mut by_mark {
        let mut stream = world.seeds.stream(Purpose::Content, usize::from(*mark), 2);
        let n = (thefts.len() / 4).clamp(1, OF_A_LEAK);
        stream.shuffle(thefts);
        one_of_each_first(thefts);
        thefts.truncate(n);
    }
    by_mark.into_values().flatten().collect()
}

/// Puts one act of each channel before all others.
fn one_of_each_first(thefts: &mut [Theft]) {
    let mut seen: BTreeMap<Channel, usize> = BTreeMap::new();
    let mut turns = Vec::new();
    for theft in thefts.iter() {
        let turn = seen.entry(theft.act.channel).or_default();
        turns.push((theft.act.clone(), (*turn).min(1)));
        *turn += 1;
    }
    let turns: BTreeMap<Chosen, usize> = turns.into_iter().collect();
    thefts.sort_by_key(|theft| turns.get(&theft.act).copied());
}

/// The technology whose document the act opens on the document server.
fn opened_by(world: &World, act: &Act) -> Option<usize> {
    let Deed::Visit { url, .. } = &act.deed else {
        return None;
    };
    let folder = url.split_once("/vault/")?.1.split('/').next()?;
    technology(world, folder)
}

fn technology(world: &World, folder: &str) -> Option<usize> {
    world
        .holder
        .technologies
        .iter()
        .position(|technology| technology.slug == folder)
}

fn taken(world: &World, act: &Act, opened: Option<usize>) -> Option<(Channel, String, usize)> {
    match &act.deed {
        Deed::Copy { path, .. } => {
            let technology = technology(world, path.split('\\').nth(1)?)?;
            Some((Channel::Removable, path.clone(), technology))
        }
        Deed::Visit { url, .. } => Some((upload(url)?, url.clone(), opened?)),
        Deed::Mail(letter) if letter.from.is_none() && letter.attachments > 0 => {
            Some((Channel::Mail, letter.to.first()?.clone(), opened?))
        }
        _ => None,
    }
}
