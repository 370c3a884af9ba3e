//! Pages: public sites, the intranet, and documents of the document server.

use super::{Logs, Scene};
use crate::roles::Role;
use crate::rows::{Head, Log, push_quoted};
use crate::vocabulary::sites::{
    CLOUD, GENERAL, JOBS, LEISURE, OFFICE, TECHNICAL, TRANSFER, WEBMAIL,
};
use crate::vocabulary::subjects::Field;

/// Hosts of the intranet.
const INTRANET: [&str; 6] = ["portal", "wiki", "groupware", "mes", "itsm", "learn"];

impl Scene<'_> {
    /// All pages of the day.
    pub(super) fn web(&mut self, logs: &mut Logs) {
        let habit = &self.person.habit;
        let mut left = self.stream.count(habit.web * self.duty.energy);
        while left > 0 {
            let visits = (1 + self.stream.below(5)).min(left);
            left -= visits;
            self.visit_public(logs, visits);
        }
        self.visit_vault(logs);
        self.visit_own(logs);
    }

    /// Some pages of one public or internal site, one after another.
    fn visit_public(&mut self, logs: &mut Logs, visits: usize) {
        let role = self.person.role;
        let (field, sites): (Field, &[&str]) = match self.stream.below(100) {
            0..=33 => (Field::Everyday, &GENERAL),
            34..=41 => (Field::Everyday, &LEISURE),
            42..=69 => return self.visit_intranet(logs, visits),
            _ if role.is_research() || role.profile().field == Field::Plant => {
                (role.profile().field, &TECHNICAL)
            }
            _ if role == Role::SystemAdministrator => (Field::Computing, &TECHNICAL),
            _ => (role.profile().field, &OFFICE),
        };
        let site = self.favourite(sites);
        let mut second = self.moment();
        for _ in 0..visits {
            let path = self.world.phrases.path(&mut self.stream);
            self.page(logs, second, (["https://", site, path], field));
            second = self.next(second);
        }
    }

    fn visit_intranet(&mut self, logs: &mut Logs, visits: usize) {
        let host = self.stream.pick(&INTRANET);
        let field = self.person.role.profile().field;
        let mut second = self.moment();
        let site = format!("{host}.{}", self.world.holder.domain);
        for _ in 0..visits {
            let path = self.world.phrases.path(&mut self.stream);
            self.page(logs, second, (["http://", &site, path], field));
            second = self.next(second);
        }
    }

    /// Documents of the technologies that the person works on.
    fn visit_vault(&mut self, logs: &mut Logs) {
        let own: Vec<usize> = self.person.technologies(self.day).collect();
        if own.is_empty() {
            return;
        }
        let rush = if self.duty.is_rushed { 1.5 } else { 1.0 };
        let mean = self.person.habit.vault * self.duty.energy * self.novelty() * rush;
        let n = self.stream.count(mean);
        for _ in 0..n {
            let technology = self.own_technology(&own);
            let url = self.document_url(technology);
            let second = self.moment();
            self.page(
                logs,
                second,
                (["", &url, ""], self.person.role.profile().field),
            );
        }
    }

    /// Two in three times the main technology of the person, otherwise another one.
    pub(super) fn own_technology(&mut self, own: &[usize]) -> usize {
        let main = own
            .get(self.person.habit.taste as usize % own.len().max(1))
            .copied()
            .unwrap_or_default();
        if self.stream.chance(0.65) {
            main
        } else {
            self.stream.pick(own)
        }
    }

    /// A document of a technology; recent ones are read most.
    fn document_url(&mut self, technology: usize) -> String {
        let holder = &self.world.holder;
        let documents = holder
            .technologies
            .get(technology)
            .map_or(1, |technology| technology.documents);
        let recent = (self.day.max(0) as usize / 2) % documents;
        let back = (self.stream.unit().powi(3) * documents as f64) as usize;
        holder.document_url(
            technology,
            (recent + documents - back.min(documents)) % documents,
        )
    }

    /// Cloud storage and webmail of the person's own, job boards, pages of rivals.
    fn visit_own(&mut self, logs: &mut Logs) {
        let habit = &self.person.habit;
        let restless = self
            .person
            .restless
            .is_some_and(|(from, to)| from <= self.day && self.day <= to);
        let (cloud, webmail, rivals) = (habit.cloud, habit.webmail, habit.rivals);
        let jobs = habit.jobs + if restless { 0.16 } else { 0.0 };
        if self.stream.chance(jobs) {
            let site = self.favourite(&JOBS);
            self.browse(logs, site, Field::Work, 6);
        }
        if self.stream.chance(webmail) {
            let (site, _) = WEBMAIL
                .get(self.person.habit.webmail_site)
                .copied()
                .unwrap_or_default();
            self.browse(logs, site, Field::Everyday, 4);
        }
        if self.stream.chance(cloud) {
            self.use_cloud(logs);
        }
        if self.stream.chance(0.003) {
            let (site, path) = self.stream.pick(&TRANSFER);
            self.upload(logs, site, path);
        }
        if self.stream.chance(rivals) {
            let places = &self.world.outside.rivals;
            let rival = places.get(self.stream.below(places.len()));
            let site = rival
                .and_then(|rival| rival.domains.first())
                .map(|domain| format!("www.{domain}"));
            self.browse(logs, &site.unwrap_or_default(), Field::Business, 4);
        }
    }

    /// A few pages of cloud storage, and now and then an upload.
    fn use_cloud(&mut self, logs: &mut Logs) {
        let (site, path) = CLOUD
            .get(self.person.habit.cloud_site)
            .copied()
            .unwrap_or_default();
        self.browse(logs, site, Field::Everyday, 3);
        for _ in 0..self.stream.below(3) {
            self.upload(logs, site, path);
        }
    }

    fn upload(&mut self, logs: &mut Logs, site: &str, path: &str) {
        let second = self.moment();
        let file = format!("{path}?id={}", self.stream.code("?#?#?#?###"));
        self.page(
            logs,
            second,
            (["https://", site, &format!("/{file}")], Field::Everyday),
        );
    }

    fn browse(&mut self, logs: &mut Logs, site: &str, field: Field, most: usize) {
        let mut second = self.moment();
        for _ in 0..=self.stream.below(most) {
            let path = self.world.phrases.path(&mut self.stream);
            self.page(logs, second, (["https://", site, path], field));
            second = self.next(second);
        }
    }

    /// One of a few sites the person prefers, or any.
    fn favourite<'s>(&mut self, sites: &[&'s str]) -> &'s str {
        let slot = self.stream.below(5) as u32;
        let place = if self.stream.chance(0.7) {
            (self.person.habit.taste.rotate_left(slot * 11) % sites.len().max(1) as u64) as usize
        } else {
            self.stream.below(sites.len())
        };
        sites.get(place).copied().unwrap_or("www.naver.com")
    }

    /// Some seconds later, within the day's work.
    fn next(&mut self, second: i64) -> i64 {
        (second + i64::from(self.stream.range(3, 90))).min(self.duty.last_end().max(second))
    }

    fn page(
        &mut self,
        logs: &mut Logs,
        second: i64,
        ([scheme, site, path], field): ([&str; 3], Field),
    ) {
        let head: Head<'_> = self.head(second);
        let text = self.world.phrases.text(field, &mut self.stream);
        logs.of(Log::Web)
            .add(head, &self.world.calendar, &mut self.stream, |out| {
                for part in [scheme, site, path] {
                    out.extend_from_slice(part.as_bytes());
                }
                out.push(b',');
                push_quoted(out, text);
            });
    }
}
